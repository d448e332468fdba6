import { type TrackedClip, UserError } from '@dance-pose/contracts';
import type { FramePlan } from '@dance-pose/video';

/** Rates are stored as decimals; a thousandth of a frame is more than the rounding error. */
const rateTolerance = 0.001;

/**
 * Checks that stored landmarks belong to this clip with this trim.
 * @throws UserError `invalid-request` if the frames differ.
 */
export function requireSameClip(plan: FramePlan, { source, frames }: TrackedClip): void {
  const fps = plan.rate.num / plan.rate.den;
  const isSame =
    source.width === plan.width &&
    source.height === plan.height &&
    Math.abs(source.fps / fps - 1) < rateTolerance &&
    // A damaged file has fewer frames than planned; one more at the end is rounding.
    frames.length <= plan.frameCount + 1;
  if (isSame) return;
  const describe = (size: { width: number; height: number }, rate: number, count: number) =>
    `${count} frames of ${size.width}×${size.height} at ${Number(rate.toFixed(2))} per second`;
  throw new UserError(
    'invalid-request',
    `The landmarks do not belong to this clip: they have ${describe(source, source.fps, frames.length)}, the clip has ${describe(plan, fps, plan.frameCount)}. Use the clip that they were made from, with the same trim.`,
  );
}
