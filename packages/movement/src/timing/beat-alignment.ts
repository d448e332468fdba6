/** Width of "on the beat" in AIST++: 3 frames at 60 fps. */
export const onBeatMs = 50;

/**
 * Beat Alignment Score (Li et al., ICCV 2021): mean closeness of each of `beats` to the nearest of `targets`; 1 at
 * distance 0, 0.61 at one `sigma`, towards 0 far away. 0 if either list is empty. From movement to music it
 * measures how much of the dance is on a beat (AIST++), from music to movement how many beats are danced
 * (Bailando); the two are not comparable.
 * @param targets sorted.
 */
export function beatAlignment(
  beats: readonly number[],
  targets: readonly number[],
  sigma = onBeatMs,
): number {
  if (beats.length === 0 || targets.length === 0) return 0;
  const sum = beats.reduce((total, beat) => {
    const distance = beat - nearest(targets, beat);
    return total + Math.exp(-0.5 * (distance / sigma) ** 2);
  }, 0);
  return sum / beats.length;
}

/** Value of a sorted list that is nearest to `to`; NaN for an empty list. */
export const nearest = (ordered: readonly number[], to: number): number =>
  ordered[nearestIndex(ordered, to)] ?? Number.NaN;

/** Index of the value of a sorted list that is nearest to `to`; of two, the first. */
export function nearestIndex(ordered: readonly number[], to: number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] as number) < to) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [ordered[low - 1], ordered[low]];
  if (before === undefined) return low;
  return after === undefined || to - before <= after - to ? low - 1 : low;
}

/** Enough for two significant digits. */
const shifts = 200;
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * Mean of a measure over circular shifts of the movement against the music: the score of a dancer with the
 * same movements who ignores the music. Shifts by multiples of the golden ratio are evenly spread and never
 * in step with a beat.
 * @param range the interval that is shifted circularly.
 */
export function chanceLevel(
  beats: readonly number[],
  { from, to }: { from: number; to: number },
  measure: (shifted: readonly number[]) => number,
): number {
  const length = to - from;
  let sum = 0;
  for (let i = 1; i <= shifts; i += 1) {
    const shift = ((i * goldenRatio) % 1) * length;
    const shifted = beats.map((beat) => from + ((beat - from + shift) % length));
    sum += measure(shifted.sort((a, b) => a - b));
  }
  return sum / shifts;
}
