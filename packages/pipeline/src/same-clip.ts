import { type TrackedClip, UserError } from '@dance-pose/contracts';
import type { FramePlan } from '@dance-pose/video';

/** Rates are kept as decimals; a frame in a thousand is more than rounding takes. */
const rateTolerance = 0.001;

/**
 * Landmarks that were not found here and now must be those of this clip, cut in the same way.
 * @throws UserError `invalid-request` when its frames are others.
 */
export function requireFramesOf(plan: FramePlan, { source, frames }: TrackedClip): void {
  const fps = plan.rate.num / plan.rate.den;
  const isSame =
    source.width === plan.width &&
    source.height === plan.height &&
    Math.abs(source.fps / fps - 1) < rateTolerance &&
    // A damaged file has fewer frames than it promises; one more at the end is rounding.
    frames.length <= plan.frameCount + 1;
  if (isSame) return;
  const describe = (size: { width: number; height: number }, rate: number, count: number) =>
    `${count} frames of ${size.width}×${size.height} at ${Number(rate.toFixed(2))} a second`;
  throw new UserError(
    'invalid-request',
    `The landmarks are not those of this clip: they are of ${describe(source, source.fps, frames.length)}, the clip has ${describe(plan, fps, plan.frameCount)}. Give the clip that they were made of, cut in the same way.`,
  );
}
