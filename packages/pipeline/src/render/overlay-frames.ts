import type { OverlayOptions, PoseFrame, Size } from '@dance-pose/contracts';
import {
  drawOverlay,
  type OverlayMarks,
  type OverlayRequest,
  type PixelArea,
  trailBefore,
} from '@dance-pose/overlay';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { evenArea } from './overlay-box.ts';
import type { OverlayPicture } from './overlay-picture.ts';

export interface OverlayStyle {
  /** Size of the whole picture. */
  readonly size: Size;
  readonly options: OverlayOptions;
  /** Marks of the frame at an index, besides its people. */
  marksAt(at: number): OverlayMarks;
}

/** Yields what is drawn into each frame. */
export function* overlaysOf(
  frames: readonly PoseFrame[],
  { size, options, marksAt }: OverlayStyle,
): Generator<OverlayRequest> {
  for (const [at, frame] of frames.entries()) {
    yield { frame, trail: trailBefore(frames, at), marks: marksAt(at), size, options };
  }
}

/**
 * Draws the part of each overlay within `box`, whose numbers are even, into a picture of that size. Yields the
 * picture's bytes, one drawing per overlay, always in the same memory.
 */
export function* drawOverlays(
  overlays: Iterable<OverlayRequest>,
  box: PixelArea,
  picture: OverlayPicture,
): Generator<Uint8Array> {
  const context = createCanvas(box.width, box.height).getContext('2d');
  context.translate(-box.x, -box.y);
  for (const overlay of overlays) {
    context.clearRect(box.x, box.y, box.width, box.height);
    picture.clear();
    for (const area of drawOverlay(context, overlay)) {
      const { x, y, ...extent } = evenArea(area);
      readPixels(context, { x: x - box.x, y: y - box.y, ...extent }, picture);
    }
    yield picture.bytes;
  }
}

/**
 * Frees the memory of the read pixels at once. The garbage collector would do so only after further areas were read
 * into new memory, which the kernel zeroes page by page: ten times the cost of the reading itself.
 */
function readPixels(context: SKRSContext2D, area: PixelArea, picture: OverlayPicture): void {
  const { data } = context.getImageData(area.x, area.y, area.width, area.height);
  picture.put(area, data);
  (data.buffer as ArrayBuffer).transfer(0);
}
