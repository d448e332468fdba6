import { lookSize, type SeenFrame, soundRateHz } from './look.ts';

export type Rgb = readonly [number, number, number];

/** The colour at a position in fractions of the picture. */
export function colourAt({ rgb }: SeenFrame, [x, y]: readonly [number, number]): Rgb {
  const at = (Math.floor(y * lookSize) * lookSize + Math.floor(x * lookSize)) * 3;
  return [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
}

/** Largest difference of any channel. */
export const colourDistance = (a: Rgb, b: Rgb): number =>
  Math.max(...a.map((value, channel) => Math.abs(value - (b[channel] ?? Number.NaN))));

const brightness = ({ rgb }: SeenFrame): Float32Array =>
  Float32Array.from(
    { length: lookSize * lookSize },
    (_, at) =>
      0.2126 * (rgb[at * 3] ?? 0) +
      0.7152 * (rgb[at * 3 + 1] ?? 0) +
      0.0722 * (rgb[at * 3 + 2] ?? 0),
  );

type IndexAt = (x: number, y: number) => number;
const last = lookSize - 1;
/** The eight orientations of a square: index of the pixel that is at x, y afterwards. */
const orientations: Readonly<Record<string, IndexAt>> = {
  upright: (x, y) => y * lookSize + x,
  mirrored: (x, y) => y * lookSize + last - x,
  'upside down': (x, y) => (last - y) * lookSize + x,
  'rotated by 180°': (x, y) => (last - y) * lookSize + last - x,
  transposed: (x, y) => x * lookSize + y,
  'rotated by 90°': (x, y) => (last - x) * lookSize + y,
  'rotated by 270°': (x, y) => x * lookSize + last - y,
  'transposed the other way': (x, y) => (last - x) * lookSize + last - y,
};

/** Orientation of `seen` relative to the upright `reference`, and their correlation, −1 to 1. */
export function orientationOf(
  reference: SeenFrame,
  seen: SeenFrame,
): { readonly turn: string; readonly likeness: number } {
  const [wanted, found] = [brightness(reference), brightness(seen)];
  const likenesses = Object.entries(orientations).map(([turn, indexAt]) => {
    const turned = wanted.map(
      (_, at) => wanted[indexAt(at % lookSize, Math.floor(at / lookSize))] ?? 0,
    );
    return { turn, likeness: correlation(turned, found) };
  });
  return likenesses.reduce((best, next) => (next.likeness > best.likeness ? next : best));
}

/** Pearson's correlation; 0 if one of the two is constant. */
function correlation(a: Float32Array, b: Float32Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, at) => {
    const [da, db] = [value - meanA, (b[at] ?? 0) - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return aa * bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

const mean = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function difference(a: SeenFrame, b: SeenFrame): number {
  let sum = 0;
  for (let at = 0; at < a.rgb.length; at++) sum += Math.abs((a.rgb[at] ?? 0) - (b.rgb[at] ?? 0));
  return sum / a.rgb.length;
}

/** Frames whose mean differences from another one, on a scale of 255, are this close count as equally similar. */
const differenceTolerance = 0.3;

/**
 * Lag of the result's picture. For each of its frames, the most similar of the source's frames around the same time is
 * found; among equally similar ones, the nearest.
 * @returns the median in milliseconds; positive if the result is late.
 */
export function pictureLagMs(source: readonly SeenFrame[], result: readonly SeenFrame[]): number {
  const frameMs = (result[1]?.timeMs ?? 0) - (result[0]?.timeMs ?? 0);
  /** With a variable rate, a frame may be shown for long; it is late only after that. */
  const lagBehind = (at: number, timeMs: number): number => {
    const from = source[at]?.timeMs ?? timeMs;
    const until = Math.max(from, (source[at + 1]?.timeMs ?? timeMs) - frameMs);
    return timeMs - Math.min(Math.max(timeMs, from), until);
  };
  const lags = result.map((frame) => {
    const shown = source.findLastIndex(({ timeMs }) => timeMs <= frame.timeMs + 1);
    const first = Math.max(0, shown - 3);
    const found = source.slice(first, shown + 5).map((candidate, at) => ({
      lag: lagBehind(first + at, frame.timeMs),
      difference: difference(candidate, frame),
    }));
    const least = Math.min(...found.map((one) => one.difference));
    const alike = found.filter((one) => one.difference <= least + differenceTolerance);
    return alike.reduce(
      (best, { lag }) => (Math.abs(lag) < Math.abs(best) ? lag : best),
      Number.POSITIVE_INFINITY,
    );
  });
  return lags.sort((a, b) => a - b)[lags.length >> 1] ?? Number.NaN;
}

/** Only the start of longer sounds is compared. */
const comparedSeconds = 12;
const maxLagSeconds = 0.15;

/** A tone correlates as well one period later: among nearly equal correlations, the smallest lag counts. */
const correlationTolerance = 0.97;
/** Mean square of the noise of an audio codec. */
const noise = 1e-6;

/** Lag of the result's sound in milliseconds, by cross-correlation; null for silence. */
export function soundLagMs(source: Float32Array, result: Float32Array): number | null {
  const length = Math.min(source.length, result.length, comparedSeconds * soundRateHz);
  const reach = Math.round(maxLagSeconds * soundRateHz);
  if (length <= 2 * reach) return null;
  const alike: { readonly lag: number; readonly sum: number }[] = [];
  for (let lag = -reach; lag <= reach; lag++) {
    let sum = 0;
    for (let at = reach; at < length - reach; at++) {
      sum += (source[at] ?? 0) * (result[at + lag] ?? 0);
    }
    alike.push({ lag, sum });
  }
  const most = Math.max(...alike.map(({ sum }) => sum));
  if (!(most > noise * (length - 2 * reach))) return null;
  const lags = alike.filter(({ sum }) => sum >= correlationTolerance * most).map(({ lag }) => lag);
  const nearest = lags.reduce((best, lag) => (Math.abs(lag) < Math.abs(best) ? lag : best));
  return (nearest * 1000) / soundRateHz;
}

/** Times at which the middle of a scene turns white. */
export function flashesMs(frames: readonly SeenFrame[]): number[] {
  const lit = frames.map((frame) => Math.min(...colourAt(frame, [0.5, 0.5])) > 110);
  return frames.filter((_, at) => lit[at] && !lit[at - 1]).map(({ timeMs }) => timeMs);
}

/** Minimum pause between two tones. */
const pauseSeconds = 0.3;

/** Times at which a tone starts. */
export function clicksMs(sound: Float32Array): number[] {
  const found: number[] = [];
  let lastLoudAt = Number.NEGATIVE_INFINITY;
  sound.forEach((sample, at) => {
    if (Math.abs(sample) < 0.1) return;
    if (at - lastLoudAt > pauseSeconds * soundRateHz) found.push((at * 1000) / soundRateHz);
    lastLoudAt = at;
  });
  return found;
}
