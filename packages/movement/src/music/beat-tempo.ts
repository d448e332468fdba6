/** The pulse of a track. */
export interface Pulse {
  readonly bpm: number;
  /**
   * Self-similarity of the music at a lag of one and of two beats, 0 to 1: "pulse clarity" (Lartillot, Eerola,
   * Toiviainen and Fornari 2008, where this autocorrelation agreed best with listeners).
   */
  readonly clarity: number;
}

const slowestBpm = 40;
const fastestBpm = 240;
/** Ratio of neighbouring candidates; the result is interpolated between them. */
const bpmStep = 1.01;

/** Tempo prior: people prefer a beat around 120, and less so towards the octaves. */
const preferredBpm = 120;
const priorOctaves = 0.6;

/** The music is analysed in stretches, because its tempo can change. */
const stretchSeconds = 12;

/**
 * Finds the tempo by autocorrelation and Fourier transform of the onsets. Autocorrelation alone also finds half
 * the tempo, and the Fourier transform alone also finds double the tempo (Peeters 2007, "Template-based
 * estimation of time-varying tempo"). The log-normal prior of Ellis 2007 decides between what remains.
 *
 * @param onsets onset strength, `rateHz` values per second.
 * @returns null if nothing repeats.
 */
export function findPulse(onsets: Float64Array, rateHz: number): Pulse | null {
  const stretches = cutStretches(detrended(onsets, rateHz), Math.round(stretchSeconds * rateHz));
  const rated = candidateBpms.map((bpm) => rateTempo(stretches, bpm, rateHz));
  const maxPeriodicity = Math.max(...rated.map(({ periodicity }) => periodicity));
  const scores = rated.map(({ bpm, similarity, periodicity }) => {
    const prior = Math.exp(-0.5 * (Math.log2(bpm / preferredBpm) / priorOctaves) ** 2);
    return similarity * prior * (periodicity / (periodicity + weakPeriodicity * maxPeriodicity));
  });
  const best = scores.indexOf(Math.max(...scores));
  const clarity = rated[best]?.similarity ?? 0;
  if (!(clarity > 0)) return null;
  return { bpm: slowestBpm * bpmStep ** (best + peakOffset(scores, best)), clarity };
}

/** Share of the maximum periodicity; tempi without events, such as half of a metronome's tempo, stay below. */
const weakPeriodicity = 0.15;

const candidateBpms = Array.from(
  { length: Math.floor(Math.log(fastestBpm / slowestBpm) / Math.log(bpmStep)) + 1 },
  (_, i) => slowestBpm * bpmStep ** i,
);

/** Removes changes slower than the beat, and smooths over neighbouring values. */
function detrended(onsets: Float64Array, rateHz: number): Float64Array {
  const trend = gaussianMean(onsets, 0.5 * rateHz);
  return gaussianMean(onsets, 1).map((value, i) => value - (trend[i] as number));
}

function gaussianMean(values: Float64Array, sigma: number): Float64Array {
  const reach = Math.ceil(3 * sigma);
  const weights = Float64Array.from({ length: reach + 1 }, (_, i) =>
    Math.exp(-0.5 * (i / sigma) ** 2),
  );
  return values.map((_, at) => {
    let [sum, total] = [0, 0];
    const last = Math.min(values.length - 1, at + reach);
    for (let i = Math.max(0, at - reach); i <= last; i += 1) {
      const weight = weights[Math.abs(i - at)] as number;
      sum += weight * (values[i] as number);
      total += weight;
    }
    return sum / total;
  });
}

interface Stretch {
  /** Zero mean, unit energy. */
  readonly values: Float64Array;
  /** The same values with a Hann window. */
  readonly faded: Float64Array;
}

/** Stretches that overlap by about half; those without onsets are left out. */
function cutStretches(values: Float64Array, size: number): Stretch[] {
  const length = Math.min(size, values.length);
  const last = values.length - length;
  const count = last === 0 ? 1 : Math.ceil((2 * last) / length) + 1;
  return Array.from({ length: count }, (_, i) => {
    const start = Math.round((i * last) / Math.max(1, count - 1));
    const stretch = values.slice(start, start + length);
    const mean = stretch.reduce((sum, value) => sum + value, 0) / length;
    const energy = stretch.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return energy > 0 ? stretch.map((value) => (value - mean) / Math.sqrt(energy)) : null;
  })
    .filter((stretch) => stretch !== null)
    .map((stretch) => ({ values: stretch, faded: stretch.map(fade) }));
}

const fade = (value: number, i: number, { length }: Float64Array): number =>
  value * (1 - Math.cos((2 * Math.PI * (i + 0.5)) / length));

function rateTempo(
  stretches: readonly Stretch[],
  bpm: number,
  rateHz: number,
): { bpm: number; similarity: number; periodicity: number } {
  const period = (60 * rateHz) / bpm;
  let [similarity, periodicity] = [0, 0];
  for (const { values, faded } of stretches) {
    // Music is in twos: of equally similar tempi, people feel the one whose pairs of beats repeat too.
    const [one, two] = [autocorrelation(values, period), autocorrelation(values, 2 * period)];
    similarity += Math.sqrt(Math.max(0, one) * Math.max(0, two));
    periodicity += amplitude(faded, period);
  }
  return { bpm, similarity: similarity / stretches.length, periodicity };
}

/** Autocorrelation at a fractional lag, scaled as if the overlap were the whole stretch. */
function autocorrelation(stretch: Float64Array, lag: number): number {
  const below = Math.floor(lag);
  const fraction = lag - below;
  return (
    (1 - fraction) * autocorrelationAt(stretch, below) +
    fraction * autocorrelationAt(stretch, below + 1)
  );
}

function autocorrelationAt(stretch: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < stretch.length; i += 1) {
    sum += (stretch[i] as number) * (stretch[i - lag] as number);
  }
  return (sum * stretch.length) / Math.max(1, stretch.length - lag);
}

/** Fourier amplitude at a period. The phase advances by a rotation per value instead of a sine and cosine. */
function amplitude(stretch: Float64Array, period: number): number {
  const [stepCos, stepSin] = [Math.cos((2 * Math.PI) / period), Math.sin((2 * Math.PI) / period)];
  let [cos, sin, re, im] = [1, 0, 0, 0];
  for (let i = 0; i < stretch.length; i += 1) {
    const value = stretch[i] as number;
    re += value * cos;
    im += value * sin;
    const nextCos = cos * stepCos - sin * stepSin;
    sin = sin * stepCos + cos * stepSin;
    cos = nextCos;
  }
  return Math.hypot(re, im);
}

/**
 * Offset from index `at` of the vertex of the parabola through the value there and its neighbours, −½ to ½;
 * 0 if the value is not a peak.
 */
export function peakOffset(values: ArrayLike<number>, at: number): number {
  const [before, here, after] = [values[at - 1], values[at], values[at + 1]];
  if (before === undefined || here === undefined || after === undefined) return 0;
  const curvature = before - 2 * here + after;
  if (curvature >= 0 || here < before || here < after) return 0;
  return (before - after) / (2 * curvature);
}
