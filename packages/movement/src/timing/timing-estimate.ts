import { bins, type TimingModel } from './timing-model.ts';

/** Number of biases that are compared. */
const steps = 80;

/** A bias is expected to be normally distributed before any movement is seen. */
export interface ExpectedBias {
  readonly meanMs: number;
  readonly deviationMs: number;
}

/** Of dancers who hear the music: it decides between two biases that are half a beat apart. */
const anyDancer: ExpectedBias = { meanMs: 0, deviationMs: 100 };

/** Timing of a dancer, as far as movements show it: means and deviations of the posterior distribution. */
export interface TimingEstimate {
  /** From −half to half a beat; positive is late. */
  readonly biasMs: number;
  /** The bias is within this distance with a probability of 95 %. */
  readonly biasErrorMs: number;
  /** Standard deviation of the movements around their place in the beat. */
  readonly spreadMs: number;
  readonly spreadDeviationMs: number;
  /** Share of the movements with a place in the beat that are between the beats. */
  readonly offBeat: number;
  readonly offBeatDeviation: number;
  /**
   * Natural logarithm of how much more probable the movements are for a dancer who has a timing than for one who has
   * none (Bayes factor); 3 is 20 to 1.
   */
  readonly evidence: number;
}

/**
 * Timing of movements within the beat, from all distributions of the model at all biases.
 * @param phases of the movements, at least one: shares of the beat, from −0.5 to 0.5.
 */
export function estimateTiming(
  phases: readonly number[],
  model: TimingModel,
  expected: ExpectedBias = anyDancer,
): TimingEstimate {
  const { weights, evidence } = weigh(phases, model, expected);
  return { ...biasOf(weights, model), ...shapeOf(weights, model), evidence };
}

/** Bias of a step, as a share of the beat. */
const biasAt = (step: number): number => step / steps - (step < steps / 2 ? 0 : 1);

/** Logarithm of a weight, relative to the highest, below which it is nothing. */
const negligible = -30;

/** Probabilities of all shapes at all biases, up to a factor: one row of biases per shape. */
function weigh(
  phases: readonly number[],
  { periodMs, shapes }: TimingModel,
  expected: ExpectedBias,
): { weights: Float64Array; evidence: number } {
  const at = Int32Array.from(phases, (phase) => (Math.round(phase * bins) + bins) % bins);
  const biasPrior = priorOf(expected, periodMs);
  const logs = new Float64Array(shapes.length * steps);
  let highest = Number.NEGATIVE_INFINITY;
  for (const [row, { logDensity, prior }] of shapes.entries()) {
    for (let step = 0; step < steps; step += 1) {
      const shift = bins - (step * bins) / steps;
      let sum = prior + (biasPrior[step] as number);
      for (let i = 0; i < at.length; i += 1) {
        sum += logDensity[(at[i] as number) + shift] as number;
      }
      logs[row * steps + step] = sum;
      if (sum > highest) highest = sum;
    }
  }
  const weights = logs.map((sum) => (sum - highest < negligible ? 0 : Math.exp(sum - highest)));
  const before = sumOf(biasPrior, Math.exp) * sumOf(shapes, ({ prior }) => Math.exp(prior));
  return { weights, evidence: highest + Math.log(sumOf(weights, (weight) => weight) / before) };
}

/** Logarithm of the probability of every bias before any movement is seen, up to a constant. */
const priorOf = ({ meanMs, deviationMs }: ExpectedBias, periodMs: number): Float64Array =>
  Float64Array.from({ length: steps }, (_, step) => {
    const away = biasAt(step) - meanMs / periodMs;
    return -0.5 * (((away - Math.round(away)) * periodMs) / deviationMs) ** 2;
  });

function sumOf<Item>(items: Iterable<Item>, of: (item: Item) => number): number {
  let sum = 0;
  for (const item of items) sum += of(item);
  return sum;
}

function biasOf(
  weights: Float64Array,
  { periodMs }: TimingModel,
): Pick<TimingEstimate, 'biasMs' | 'biasErrorMs'> {
  const perStep = new Float64Array(steps);
  for (let i = 0; i < weights.length; i += 1) {
    perStep[i % steps] = (perStep[i % steps] as number) + (weights[i] as number);
  }
  const mode = perStep.indexOf(Math.max(...perStep));
  // Half a beat away from the bias is the same distribution with beats and half beats swapped.
  const nearest = steps / 4;
  let [sum, total] = [0, 0];
  for (let offset = -nearest; offset < nearest; offset += 1) {
    const weight = perStep[(mode + offset + steps) % steps] as number;
    sum += weight * offset;
    total += weight;
  }
  const middle = mode + sum / total;
  const bias = middle / steps;
  return {
    biasMs: (bias - Math.round(bias)) * periodMs,
    biasErrorMs: (halfWidth(perStep, middle) / steps) * periodMs,
  };
}

/** Distance in steps, on both sides of a middle, within which 95 % of the weights are. */
function halfWidth(perStep: Float64Array, middle: number): number {
  const total = perStep.reduce((sum, weight) => sum + weight, 0);
  const byDistance = Array.from(perStep, (weight, step) => {
    const away = Math.abs(step - middle) % steps;
    return { away: Math.min(away, steps - away), share: weight / total };
  }).toSorted((a, b) => a.away - b.away);
  let sum = 0;
  // Each weight stands for a step, of which the half is further away.
  for (const { away, share } of byDistance) {
    if (sum + share >= 0.95) return away + 0.5 - (sum + share - 0.95) / share;
    sum += share;
  }
  return steps / 2;
}

function shapeOf(
  weights: Float64Array,
  { shapes }: TimingModel,
): Omit<TimingEstimate, 'biasMs' | 'biasErrorMs' | 'evidence'> {
  const rows = shapes.map(({ spreadMs, offBeat }, row) => {
    const biases = weights.subarray(row * steps, (row + 1) * steps);
    return { spreadMs, offBeat, weight: sumOf(biases, (weight) => weight) };
  });
  const total = sumOf(rows, ({ weight }) => weight);
  const moments = (of: 'spreadMs' | 'offBeat'): [mean: number, deviation: number] => {
    const middle = sumOf(rows, (row) => row.weight * row[of]) / total;
    return [middle, Math.sqrt(sumOf(rows, (row) => row.weight * (row[of] - middle) ** 2) / total)];
  };
  const [spreadMs, spreadDeviationMs] = moments('spreadMs');
  const [offBeat, offBeatDeviation] = moments('offBeat');
  return { spreadMs, spreadDeviationMs, offBeat, offBeatDeviation };
}
