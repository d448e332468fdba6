/** The pulse of a track. */
export interface Pulse {
  readonly bpm: number;
  /**
   * How alike the music is to itself one and two beats later, 0 to 1: "pulse clarity" (Lartillot, Eerola,
   * Toiviainen and Fornari 2008, where this autocorrelation agreed best with listeners).
   */
  readonly clarity: number;
}

const slowestBpm = 40;
const fastestBpm = 240;
/** Neighbouring candidates differ by 1 %; what lies between them is interpolated. */
const step = 1.01;

/** Where people feel the beat when several tempi would fit: around 120, less and less towards the octaves. */
const usualBpm = 120;
const usualOctaves = 0.6;

/** A tempo may change from one stretch of the music to the next. */
const stretchSeconds = 12;

/**
 * The tempo after which the onsets repeat themselves (autocorrelation) and at which they swing (Fourier).
 * The first alone would also find the half of a tempo, the second alone also its double: Peeters 2007,
 * "Template-based estimation of time-varying tempo". Among what is left the log-normal prior of Ellis
 * 2007 chooses.
 *
 * @param onsets how much begins at each place, `rateHz` places a second.
 * @returns null when nothing repeats itself.
 */
export function findPulse(onsets: Float64Array, rateHz: number): Pulse | null {
  const stretches = cut(withoutTrend(onsets, rateHz), Math.round(stretchSeconds * rateHz));
  const heard = candidates.map((bpm) => listen(stretches, bpm, rateHz));
  const mostSwing = Math.max(...heard.map(({ swing }) => swing));
  const scores = heard.map(({ bpm, likeness, swing }) => {
    const prior = Math.exp(-0.5 * (Math.log2(bpm / usualBpm) / usualOctaves) ** 2);
    return likeness * prior * (swing / (swing + noSwing * mostSwing));
  });
  const best = scores.indexOf(Math.max(...scores));
  const clarity = heard[best]?.likeness ?? 0;
  if (!(clarity > 0)) return null;
  return { bpm: slowestBpm * step ** (best + peakOffset(scores, best)), clarity };
}

/** Of the strongest swing: so little is seen of a tempo that nothing happens at, as the half of a metronome's. */
const noSwing = 0.15;

const candidates = Array.from(
  { length: Math.floor(Math.log(fastestBpm / slowestBpm) / Math.log(step)) + 1 },
  (_, i) => slowestBpm * step ** i,
);

/** What rises and falls more slowly than beats come is set aside, and single places are blurred. */
function withoutTrend(onsets: Float64Array, rateHz: number): Float64Array {
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
  /** Without their mean and of unit energy. */
  readonly values: Float64Array;
  /** The same faded in and out. */
  readonly faded: Float64Array;
}

/** Half overlapping; where nothing begins there is no stretch. */
function cut(values: Float64Array, size: number): Stretch[] {
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

function listen(
  stretches: readonly Stretch[],
  bpm: number,
  rateHz: number,
): { bpm: number; likeness: number; swing: number } {
  const period = (60 * rateHz) / bpm;
  let [likeness, swing] = [0, 0];
  for (const { values, faded } of stretches) {
    // Music comes in twos: of tempi that fit alike, people feel the one whose pairs of beats fit too.
    const [one, two] = [autocorrelation(values, period), autocorrelation(values, 2 * period)];
    likeness += Math.sqrt(Math.max(0, one) * Math.max(0, two));
    swing += amplitude(faded, period);
  }
  return { bpm, likeness: likeness / stretches.length, swing };
}

/** At a lag between two places, as if the overlap were the whole stretch. */
function autocorrelation(stretch: Float64Array, lag: number): number {
  const below = Math.floor(lag);
  const share = lag - below;
  return (1 - share) * likenessAt(stretch, below) + share * likenessAt(stretch, below + 1);
}

function likenessAt(stretch: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < stretch.length; i += 1) {
    sum += (stretch[i] as number) * (stretch[i - lag] as number);
  }
  return (sum * stretch.length) / Math.max(1, stretch.length - lag);
}

/** Of a wave with this period. The wave is turned on by one place at a time, which needs no trigonometry. */
function amplitude(stretch: Float64Array, period: number): number {
  const [stepCos, stepSin] = [Math.cos((2 * Math.PI) / period), Math.sin((2 * Math.PI) / period)];
  let [cos, sin, re, im] = [1, 0, 0, 0];
  for (let i = 0; i < stretch.length; i += 1) {
    const value = stretch[i] as number;
    re += value * cos;
    im += value * sin;
    const turned = cos * stepCos - sin * stepSin;
    sin = sin * stepCos + cos * stepSin;
    cos = turned;
  }
  return Math.hypot(re, im);
}

/**
 * Of the top of the parabola through a place of a list and its neighbours, in places from there, −½ to ½;
 * 0 where the place is no peak.
 */
export function peakOffset(values: ArrayLike<number>, at: number): number {
  const [before, here, after] = [values[at - 1], values[at], values[at + 1]];
  if (before === undefined || here === undefined || after === undefined) return 0;
  const bend = before - 2 * here + after;
  if (bend >= 0 || here < before || here < after) return 0;
  return (before - after) / (2 * bend);
}
