/** One value per frame. NaN is unknown, and propagates through arithmetic. */
export type Signal = Float64Array;

/** Frames from `from` to `to`, without `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** True for an event whose middle is in a span. */
export const isWithin = (event: Span, { from, to }: Span): boolean => {
  const middle = (event.from + event.to) / 2;
  return middle >= from && middle < to;
};

export const lengthOf = ({ from, to }: Span): number => to - from;

/** Signal with the values of a function of the frame. */
export function signalOf(length: number, at: (frame: number) => number): Signal {
  const signal = new Float64Array(length);
  for (let i = 0; i < length; i += 1) signal[i] = at(i);
  return signal;
}

/** Value at a frame; NaN beyond either end. */
export const valueAt = (signal: Signal, frame: number): number => signal[frame] ?? Number.NaN;

/**
 * Change per second by central differences, which are exact for a parabola. NaN where the value or one of its
 * neighbours is NaN.
 */
export const rateOfChange = (signal: Signal, fps: number): Signal =>
  signalOf(signal.length, (i) =>
    Number.isNaN(valueAt(signal, i))
      ? Number.NaN
      : ((valueAt(signal, i + 1) - valueAt(signal, i - 1)) * fps) / 2,
  );

/** Known values of a span. */
export const knownIn = (signal: Signal, { from, to }: Span): Float64Array =>
  signal.subarray(from, to).filter((value) => !Number.isNaN(value));

/** Maximal runs of frames that satisfy a condition, in order. */
export function runsWhere({ from, to }: Span, holds: (frame: number) => boolean): Span[] {
  const runs: Span[] = [];
  let start = -1;
  for (let i = from; i <= to; i += 1) {
    const inside = i < to && holds(i);
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      runs.push({ from: start, to: i });
      start = -1;
    }
  }
  return runs;
}

/** Runs of known values. */
export const knownRuns = (signal: Signal, span: Span = wholeOf(signal)): Span[] =>
  runsWhere(span, (i) => !Number.isNaN(valueAt(signal, i)));

export const wholeOf = (signal: Signal): Span => ({ from: 0, to: signal.length });

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0;
  return sum / values.length;
}

/** Interpolates linearly between ranks, as NumPy does by default; NaN for no values. @param share 0–1. */
export function quantile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  const rank = share * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] ?? Number.NaN;
  const above = sorted[Math.ceil(rank)] ?? Number.NaN;
  return below + (above - below) * (rank - Math.floor(rank));
}

/** Half width of the 95 % interval of a normal distribution, in standard deviations. */
export const halfWidth = 1.96;

export const median = (values: Float64Array): number => quantile(values, 0.5);

/**
 * True if enough of a span is known for a meaningful number.
 * @param minShare of the span's frames, a tenth by default; at least three frames in any case.
 */
export const enoughKnown = (signal: Signal, span: Span, minShare?: number): boolean =>
  !Number.isNaN(over(signal, span, () => 1, minShare));

/** Reduces the known values of a span to one number; NaN if too few are known. */
export function over(
  signal: Signal,
  span: Span,
  reduce: (known: Float64Array) => number,
  minShare = 0.1,
): number {
  const known = knownIn(signal, span);
  const minCount = Math.max(3, minShare * lengthOf(span));
  return known.length >= minCount ? reduce(known) : Number.NaN;
}

/** The signal where a condition holds, NaN elsewhere. */
export const onlyWhere = (signal: Signal, holds: (frame: number) => boolean): Signal =>
  signalOf(signal.length, (frame) => (holds(frame) ? valueAt(signal, frame) : Number.NaN));

/** Signal that changes slowly: values of a sliding window, computed every half second and linear in between. */
export function slowly(
  { length, fps, seconds }: { length: number; fps: number; seconds: number },
  measure: (window: Span, middle: number) => number,
): Signal {
  const every = Math.max(1, Math.round(fps / 2));
  const reach = Math.round((seconds * fps) / 2);
  const knots = signalOf(Math.ceil(length / every) + 1, (k) => {
    const middle = k * every;
    const window = { from: Math.max(0, middle - reach), to: Math.min(length, middle + reach) };
    return measure(window, middle);
  });
  return signalOf(length, (i) => {
    const k = Math.floor(i / every);
    const fraction = i / every - k;
    const [before, after] = [valueAt(knots, k), valueAt(knots, k + 1)];
    if (Number.isNaN(before)) return after;
    return Number.isNaN(after) ? before : before + fraction * (after - before);
  });
}
