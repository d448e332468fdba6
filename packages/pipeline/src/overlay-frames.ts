import type { OverlayOptions, PoseFrame } from '@dance-pose/contracts';
import { drawOverlay } from '@dance-pose/overlay';
import { createCanvas } from '@napi-rs/canvas';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** How far back a trail may reach. */
const trailMs = 600;

/**
 * One transparent picture a frame with the skeleton on it: premultiplied RGBA, as Skia keeps it, so the
 * only copy is the one out of the canvas.
 */
export async function* overlayFrames(
  frames: readonly PoseFrame[],
  size: PictureSize,
  options: OverlayOptions,
): AsyncGenerator<Uint8Array> {
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  let trailFrom = 0;
  for (const [at, frame] of frames.entries()) {
    while ((frames[trailFrom]?.timeMs ?? 0) < frame.timeMs - trailMs) trailFrom++;
    context.clearRect(0, 0, size.width, size.height);
    drawOverlay(context, { frame, trail: frames.slice(trailFrom, at), size, options });
    yield canvas.data();
  }
}
