import type { FfmpegProcess } from './ffmpeg-process.ts';
import type { FrameSize } from './probed-file.ts';

export interface OverlayFeed {
  readonly size: FrameSize;
  /**
   * Starts the drawings from the first frame on, one a frame: RGBA with straight alpha, `size.width * size.height * 4` bytes. Its memory is free
   * again when the next is asked for. Not premultiplied: `overlay=alpha=premultiplied` of FFmpeg 5.1 takes 16
   * from every value and makes white 236.
   */
  readonly overlay: () => AsyncIterable<Uint8Array>;
}

/**
 * Writes `frameCount` drawings, each when FFmpeg has taken the one before, and waits for FFmpeg's end. It
 * stops early where FFmpeg does, which whoever counts the frames of the result will notice.
 * @throws Error when there are fewer drawings or one has the wrong size.
 */
export async function feedOverlay(
  ffmpeg: FfmpegProcess,
  { overlay, size }: OverlayFeed,
  frameCount: number,
): Promise<void> {
  const drawingBytes = size.width * size.height * 4;
  let written = 0;
  let wanted = true;
  for await (const drawing of overlay()) {
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
