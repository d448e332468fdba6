import type { Person, PoseFrame, Size, Warning } from '@dance-pose/contracts';

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

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

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
  const message = `Only ${read} of ${expected} frames could be read: the file is damaged or truncated. The result covers the readable frames.`;
  return [{ code: 'frames-missing', message }];
}

function absenceWarnings(frames: readonly PoseFrame[]): Warning[] {
  const found = frames.filter((frame) => frame.people.length > 0).length;
  if (found === 0) {
    const message =
      'Nobody was found in the picture. Film one person, whole body in view, in good light.';
    return [{ code: 'nobody-found', message }];
  }
  if (found < rareShare * frames.length) {
    const percent = Math.round((100 * found) / frames.length);
    const message = `A person was found in only ${percent} % of the frames (${found} of ${frames.length}): the skeleton may not belong to a person at all. Film one person, whole body in view, in good light.`;
    return [{ code: 'person-rarely-found', message }];
  }
  return gapWarnings(frames);
}

function gapWarnings(frames: readonly PoseFrame[]): Warning[] {
  const long = gaps(frames).filter(({ fromMs, toMs }) => toMs - fromMs >= minGapMs);
  if (long.length === 0) return [];
  const named = long
    .slice(0, maxListedGaps)
    .map(({ fromMs, toMs }) => `between ${seconds(fromMs)} and ${seconds(toMs)}`);
  const rest = long.length - named.length;
  const message = `Nobody was found ${named.join(', ')}${rest > 0 ? ` and ${rest} more times` : ''}.`;
  return [{ code: 'person-missing', message }];
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
  const message = `The dancer is only about ${Math.round(typical)} pixels tall in the picture: joints cannot be located precisely. Film from closer, so that the dancer fills two thirds of the height.`;
  return [{ code: 'person-small', message }];
}

/** Range of x (0) or y (1) of the landmarks, in units of the picture's side. */
function extent({ landmarks }: Person, axis: 0 | 1): number {
  const values = landmarks.map((mark) => mark[axis]);
  return Math.max(...values) - Math.min(...values);
}
