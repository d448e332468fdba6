import type { OverlayOptions, PoseFrame, Size } from '@dance-pose/contracts';
import {
  drawOverlay,
  type OverlayMarks,
  type OverlayRequest,
  type PixelArea,
} from '@dance-pose/overlay';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { evenArea } from './overlay-box.ts';
import type { OverlayPicture } from './overlay-picture.ts';

export interface OverlayStyle {
  /** Of the whole picture that will be drawn over. */
  readonly size: Size;
  readonly options: OverlayOptions;
  /** What is known of the frame at a place in the list, besides its people. */
  marksAt(at: number): OverlayMarks;
}

/** How far back a trail may reach. */
const trailMs = 600;

/** What is to be drawn into each frame. */
export function* overlaysOf(
  frames: readonly PoseFrame[],
  { size, options, marksAt }: OverlayStyle,
): Generator<OverlayRequest> {
  let trailFrom = 0;
  for (const [at, frame] of frames.entries()) {
    while ((frames[trailFrom]?.timeMs ?? 0) < frame.timeMs - trailMs) trailFrom++;
    yield { frame, trail: frames.slice(trailFrom, at), marks: marksAt(at), size, options };
  }
}

/**
 * Draws what lies in `box`, whose numbers are even, into a picture of that size, and gives its bytes: one
 * drawing for each overlay, always in the same memory.
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
 * Gives the memory of what was read back at once. When the garbage collector comes to do that, the next areas
 * have long been read into fresh memory, which the kernel zeroes page by page: ten times what reading itself takes.
 */
function readPixels(context: SKRSContext2D, area: PixelArea, picture: OverlayPicture): void {
  const { data } = context.getImageData(area.x, area.y, area.width, area.height);
  picture.put(area, data);
  (data.buffer as ArrayBuffer).transfer(0);
}
