import { bins, logDensity, wrappedNormal } from './timing-model.ts';

/** Number of metronomes that are compared with the music. */
const metronomes = 99;

/** Their tempos are within this factor of the music's, and differ from these multiples of it by at least this much. */
const furthest = 1.6;
const related = [1, 3 / 2, 2 / 3];
const leastDifference = 0.03;

const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Lengths of the beats of the metronomes, relative to the music's: evenly spread, and in no simple ratio to each other. */
const ratios: readonly number[] = Array.from(
  { length: 2 * metronomes },
  (_, i) => furthest ** (2 * (((i + 1) * goldenRatio) % 1) - 1),
)
  .filter((ratio) => related.every((other) => Math.abs(Math.log(ratio / other)) > leastDifference))
  .slice(0, metronomes);

/** Timings that movements may have: a few shapes, in shares of the beat. */
const shapes = [0.05, 0.1]
  .map(wrappedNormal)
  .flatMap((around) =>
    [0.1, 0.35].flatMap((stray) =>
      [0.02, 0.35].map((offBeat) => logDensity(around, { stray, offBeat })),
    ),
  );
const biases = 30;

/**
 * Number of metronomes of unrelated tempos that fit movements as well as the music does, of 99. Movements that repeat
 * themselves are at the same places of many metronomes, however many there are; this shows it without any assumption about
 * them (a randomisation test over tempos).
 * @param phases of the movements within the beats of the music, and the times of the movements, in the same order.
 */
export function metronomesThatFit(
  movements: readonly { readonly timeMs: number; readonly phase: number }[],
  periodMs: number,
): number {
  const music = fit(movements.map(({ phase }) => phase));
  return ratios.filter(
    (ratio) => fit(movements.map(({ timeMs }) => timeMs / (ratio * periodMs))) >= music,
  ).length;
}

/** Logarithm of the mean probability of phases over all shapes and biases, relative to phases without a timing. */
function fit(phases: readonly number[]): number {
  const at = Int32Array.from(phases, (phase) => Math.floor((phase - Math.floor(phase)) * bins));
  const sums = new Float64Array(shapes.length * biases);
  for (const [row, shape] of shapes.entries()) {
    for (let step = 0; step < biases; step += 1) {
      const shift = bins - (step * bins) / biases;
      let sum = 0;
      for (let i = 0; i < at.length; i += 1) sum += shape[(at[i] as number) + shift] as number;
      sums[row * biases + step] = sum;
    }
  }
  const highest = Math.max(...sums);
  let total = 0;
  for (const sum of sums) total += Math.exp(sum - highest);
  return highest + Math.log(total / sums.length);
}
