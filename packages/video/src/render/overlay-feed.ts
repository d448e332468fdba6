import type { FfmpegProcess } from '../process/ffmpeg-process.ts';
import type { DrawingPixels, PictureBox } from './render-task.ts';

/** Starts the drawings from the first frame on, one a frame. Their memory is free again when the next is asked for. */
export type Drawings = () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export interface OverlayFeed {
  readonly box: PictureBox;
  readonly pixels: DrawingPixels;
  readonly drawings: Drawings;
  readonly frameCount: number;
}

const bytesOfPixel = { yuva420p: 2.5, rgba: 4 } as const;

/**
 * Writes `frameCount` drawings, each when FFmpeg has taken the one before, and waits for FFmpeg's end. It
 * stops early where FFmpeg does, which whoever counts the frames of the result will notice.
 * @throws Error when there are fewer drawings or one has the wrong size.
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
        `A drawing has ${drawingBytes} bytes, drawing ${written} has ${drawing.length}`,
      );
    }
    wanted = await ffmpeg.write(drawing);
    if (!wanted || ++written === frameCount) break;
  }
  if (wanted && written < frameCount) {
    throw new Error(`There are ${written} of ${frameCount} drawings`);
  }
  await ffmpeg.finish();
}
