import type { PoseFrame } from '@dance-pose/contracts';
import type { DetectedPose } from '@dance-pose/pose';

/**
 * Values are stored with 7 decimals: the engine computes in 32-bit floats, which are no more precise near 1, and
 * `landmarks.json` is half as large.
 */
const decimals = 1e7;

/** Adding 0 turns negative zero, which JSON cannot represent, into zero. */
const round = (value: number): number => Math.round(value * decimals) / decimals + 0;

/**
 * Rounds the engine's result of a frame as `landmarks.json` stores it, so that measuring the file later gives the same
 * values. The engine tracks one person, so a person's index is their id. Numbers received from another thread are boxed
 * individually; in a copy V8 packs them: 5.8 kB instead of 10 kB per frame, for the whole clip.
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
