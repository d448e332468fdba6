import type { PoseFrame } from '@dance-pose/contracts';

/** Maximum length of a trail. */
const trailMs = 600;

/** The frames before a frame that its trails show, oldest first. */
export function trailBefore(frames: readonly PoseFrame[], at: number): readonly PoseFrame[] {
  const startMs = (frames[at]?.timeMs ?? 0) - trailMs;
  let from = at;
  while (from > 0 && (frames[from - 1]?.timeMs ?? 0) >= startMs) from -= 1;
  return frames.slice(from, at);
}
