import type { PoseFrame } from '@dance-pose/contracts';
import type { DetectedPose } from '@dance-pose/pose';

/**
 * Values are kept to 7 decimals: the engine computes in 32-bit floats, which carry no more near 1, and
 * `landmarks.json` is half as large.
 */
const decimals = 1e7;

/** Adding 0 makes the negative zero, of which JSON knows nothing, a plain one. */
const round = (value: number): number => Math.round(value * decimals) / decimals + 0;

/**
 * What the engine saw in a frame, to the last digit as `landmarks.json` has it: so whoever measures the file
 * again finds what was found at first. The engine follows one person, so a person's place in its answer is
 * who they are. Numbers that come from another thread are boxed one by one; copied, V8 packs them: 5.8 instead
 * of 10 kB a frame for the whole clip.
 */
export const toStoredFrame = (
  index: number,
  timeMs: number,
  poses: readonly DetectedPose[],
): PoseFrame => ({
  index,
  timeMs: Math.round(timeMs * 1000) / 1000,
  people: poses.map(({ landmarks, world }, id) => ({
    id,
    landmarks: landmarks.map(([x, y, z, visibility, presence]) => [
      round(x),
      round(y),
      round(z),
      round(visibility),
      round(presence),
    ]),
    world: world.map(([x, y, z]) => [round(x), round(y), round(z)]),
  })),
});
