import type { OverlayOptions, PoseFrame } from '@dance-pose/contracts';
import { drawOverlay, type OverlayMarks, type PixelArea } from '@dance-pose/overlay';
import { createCanvas } from '@napi-rs/canvas';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export interface OverlayRequest {
  readonly size: PictureSize;
  readonly options: OverlayOptions;
  /** What is known of the frame at a place in the list, besides its people. */
  marksAt(at: number): OverlayMarks;
}

/** How far back a trail may reach. */
const trailMs = 600;

/**
 * One transparent picture a frame with the skeleton on it: RGBA with straight alpha. Its memory is the same
 * for every frame. Only what was drawn is read from the canvas: a whole 1080p canvas costs 21–25 ms, the
 * area around a dancer a quarter of that.
 */
export async function* overlayFrames(
  frames: readonly PoseFrame[],
  { size, options, marksAt }: OverlayRequest,
): AsyncGenerator<Uint8Array> {
  const context = createCanvas(size.width, size.height).getContext('2d');
  const picture = new Uint8Array(size.width * size.height * 4);
  let drawn: PixelArea[] = [];
  let trailFrom = 0;
  for (const [at, frame] of frames.entries()) {
    while ((frames[trailFrom]?.timeMs ?? 0) < frame.timeMs - trailMs) trailFrom++;
    for (const area of drawn) {
      context.clearRect(area.x, area.y, area.width, area.height);
      for (const row of rowsOf(area, size)) picture.fill(0, row.from, row.to);
    }
    const trail = frames.slice(trailFrom, at);
    drawn = drawOverlay(context, { frame, trail, marks: marksAt(at), size, options });
    for (const area of drawn) {
      const { data } = context.getImageData(area.x, area.y, area.width, area.height);
      for (const row of rowsOf(area, size)) {
        picture.set(data.subarray(row.at, row.at + row.to - row.from), row.from);
      }
    }
    yield picture;
  }
}

/** An area's rows: their bytes `from`–`to` in the whole picture and where they start, `at`, in the area's own. */
function* rowsOf(
  { x, y, width, height }: PixelArea,
  picture: PictureSize,
): Generator<{ from: number; to: number; at: number }> {
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * picture.width + x) * 4;
    yield { from, to: from + width * 4, at: row * width * 4 };
  }
}
