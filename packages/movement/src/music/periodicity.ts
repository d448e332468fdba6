/** Part of a curve: from index `from` up to but not including `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Autocorrelation of a part of a curve, scaled as if the overlap were the whole part.
 * @returns value at a lag of `i` samples; 1 at 0. Lags of more than half of the part are left out.
 */
export function autocorrelation(
  curve: Float64Array,
  { from, to }: Span,
  maxLag: number,
): Float64Array {
  const part = centred(curve.subarray(from, to));
  const energy = part.reduce((sum, value) => sum + value * value, 0);
  const lags = Math.min(maxLag, part.length >> 1);
  return Float64Array.from({ length: lags + 1 }, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < part.length; i += 1) {
      sum += (part[i] as number) * (part[i - lag] as number);
    }
    return energy > 0 ? (sum * part.length) / (energy * (part.length - lag)) : 0;
  });
}

/** Value at a fractional lag; null beyond the last one. */
export function valueAt(values: Float64Array, lag: number): number | null {
  const below = Math.floor(lag);
  const [low, high] = [values[below], values[below + 1]];
  if (low === undefined || high === undefined) return null;
  return low + (lag - below) * (high - low);
}

/** Evidence for beats of a period in a stretch. */
export interface PulseTrain {
  /** Amplitude of the Fourier transform at the period, with a Hann window. */
  readonly amplitude: number;
  /**
   * Mean at the phase at which it is largest, times the root of the number of beats: how far the beats stand out of
   * noise. It falls if beats are left out, and if others lie between them.
   */
  readonly contrast: number;
  /** Mean half a period later over the mean at that phase, 0 to 1. */
  readonly offBeat: number;
}

export function measurePulseTrain(stretch: Float64Array, period: number): PulseTrain {
  const means = foldedMeans(stretch, period);
  const peak = means.indexOf(Math.max(...means));
  const opposite = peak + means.length / 2;
  const near = [-1, 0, 1].map((step) => means[(opposite + step) % means.length] as number);
  const beat = means[peak] as number;
  return {
    amplitude: amplitude(stretch, period),
    contrast: beat * Math.sqrt(stretch.length / period),
    offBeat: beat > 0 ? Math.max(0, ...near) / beat : 1,
  };
}

/** The phase advances by a rotation per value instead of a sine and cosine. */
function amplitude(stretch: Float64Array, period: number): number {
  const [stepCos, stepSin] = [Math.cos((2 * Math.PI) / period), Math.sin((2 * Math.PI) / period)];
  const fade = (2 * Math.PI) / stretch.length;
  let [cos, sin, re, im] = [1, 0, 0, 0];
  for (let i = 0; i < stretch.length; i += 1) {
    const value = (stretch[i] as number) * (1 - Math.cos(fade * (i + 0.5)));
    re += value * cos;
    im += value * sin;
    const nextCos = cos * stepCos - sin * stepSin;
    sin = sin * stepCos + cos * stepSin;
    cos = nextCos;
  }
  return Math.hypot(re, im);
}

/** Mean of each phase of the period, in an even number of bins. */
function foldedMeans(stretch: Float64Array, period: number): Float64Array {
  const bins = Math.max(4, 2 * Math.round(period / 3));
  const [sums, counts] = [new Float64Array(bins), new Float64Array(bins)];
  for (let i = 0; i < stretch.length; i += 1) {
    const bin = Math.floor(((i / period) % 1) * bins);
    sums[bin] = (sums[bin] as number) + (stretch[i] as number);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return sums.map((sum, bin) => sum / Math.max(1, counts[bin] as number));
}

/** Stretches of a curve that overlap by about half, each with mean 0. */
export function cutStretches(
  values: Float64Array,
  { from, to }: Span,
  size: number,
): Float64Array[] {
  const length = Math.min(size, to - from);
  const last = to - from - length;
  const count = last === 0 ? 1 : Math.ceil((2 * last) / length) + 1;
  return Array.from({ length: count }, (_, i) => {
    const start = from + Math.round((i * last) / Math.max(1, count - 1));
    return centred(values.subarray(start, start + length));
  });
}

/** The values less their mean. */
function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return values.map((value) => value - mean);
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
