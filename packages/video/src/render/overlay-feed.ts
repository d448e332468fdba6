import type { FfmpegProcess } from '../process/ffmpeg-process.ts';
import type { DrawingPixels, PictureBox } from './render-task.ts';

/**
 * Starts the drawings at the first frame, one per frame. A drawing's memory is reused when the next one is requested.
 */
export type Drawings = () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export interface OverlayFeed {
  readonly box: PictureBox;
  readonly pixels: DrawingPixels;
  readonly drawings: Drawings;
  readonly frameCount: number;
}

const bytesOfPixel = { yuva420p: 2.5, rgba: 4 } as const;

/**
 * Writes `frameCount` drawings to FFmpeg, each after the previous one was read, and waits for FFmpeg's end. It stops
 * early if FFmpeg does; the caller notices this by the number of frames in the result.
 * @throws Error if there are fewer drawings, or one has the wrong size.
 */
export async function feedOverlay(
  ffmpeg: FfmpegProcess,
  { box, pixels, drawings, frameCount }: OverlayFeed,
): Promise<void> {
  const drawingBytes = box.width * box.height * bytesOfPixel[pixels];
  let written = 0;
  let wanted = true;
  for await (const drawing of drawings()) {
    if (drawing.length !== drawingBytes) {
      throw new RangeError(
        `A drawing must have ${drawingBytes} bytes, but drawing ${written} has ${drawing.length}`,
      );
    }
    wanted = await ffmpeg.write(drawing);
    if (!wanted || ++written === frameCount) break;
  }
  if (wanted && written < frameCount) {
    throw new Error(`There are only ${written} of ${frameCount} drawings`);
  }
  await ffmpeg.finish();
}
