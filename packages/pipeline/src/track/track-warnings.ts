import { type Person, type PoseFrame, type Size, type Warning, warn } from '@dance-pose/contracts';

/** Shorter gaps are momentary misses of the detector, not worth a warning. */
const minGapMs = 1000;
const maxListedGaps = 5;
/** If a "person" is found in fewer frames, it may well be a coat on a chair. */
const rareShare = 0.5;
/**
 * Pixels from the highest to the lowest landmark. Measured with the full model on two real clips at smaller scales:
 * joints move by 0.7 % of the dancer's height at 120 pixels, 1 % at 90 and 1.6 % at 60; at 45 and below the dancer is
 * no longer found.
 */
const smallPerson = 120;

/** Size and planned number of the analysed frames. */
interface Expected extends Size {
  readonly frameCount: number;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

/** Warnings about a finished track. */
export function trackWarnings(frames: readonly PoseFrame[], expected: Expected): Warning[] {
  return [
    ...frameWarnings(frames.length, expected.frameCount),
    ...absenceWarnings(frames),
    ...sizeWarnings(frames, expected),
  ];
}

function frameWarnings(read: number, expected: number): Warning[] {
  // One frame at the end is rounding, not damage.
  if (read >= expected - 1) return [];
  return [warn('frames-missing', { read, expected })];
}

function absenceWarnings(frames: readonly PoseFrame[]): Warning[] {
  const found = frames.filter((frame) => frame.people.length > 0).length;
  if (found === 0) return [warn('nobody-found')];
  if (found < rareShare * frames.length) {
    return [warn('person-rarely-found', { found, frames: frames.length })];
  }
  return gapWarnings(frames);
}

function gapWarnings(frames: readonly PoseFrame[]): Warning[] {
  const long = gaps(frames).filter(({ fromMs, toMs }) => toMs - fromMs >= minGapMs);
  if (long.length === 0) return [];
  const named = long
    .slice(0, maxListedGaps)
    .map(({ fromMs, toMs }) => `${seconds(fromMs)}-${seconds(toMs)}`);
  return [warn('person-missing', { gaps: named.join(' '), more: long.length - named.length })];
}

interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

function gaps(frames: readonly PoseFrame[]): Gap[] {
  const result: Gap[] = [];
  const frameMs = frames.length > 1 ? (frames[1]?.timeMs ?? 0) - (frames[0]?.timeMs ?? 0) : 0;
  let fromMs: number | undefined;
  for (const frame of frames) {
    if (frame.people.length === 0) fromMs ??= frame.timeMs;
    else if (fromMs !== undefined) {
      result.push({ fromMs, toMs: frame.timeMs });
      fromMs = undefined;
    }
  }
  const last = frames.at(-1);
  if (fromMs !== undefined && last) result.push({ fromMs, toMs: last.timeMs + frameMs });
  return result;
}

/** Warns if the median size is small, so that crouching or lying in some frames does not count. */
function sizeWarnings(frames: readonly PoseFrame[], { width, height }: Expected): Warning[] {
  const sizes = frames
    .flatMap(({ people }) => people.slice(0, 1))
    .map((person) => Math.max(extent(person, 0) * width, extent(person, 1) * height))
    .sort((a, b) => a - b);
  const typical = sizes[sizes.length >> 1];
  if (typical === undefined || typical >= smallPerson) return [];
  return [warn('person-small', { pixels: typical })];
}

/** Range of x (0) or y (1) of the landmarks, in units of the picture's side. */
function extent({ landmarks }: Person, axis: 0 | 1): number {
  const values = landmarks.map((mark) => mark[axis]);
  return Math.max(...values) - Math.min(...values);
}
