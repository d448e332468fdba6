import type { FfmpegProcess } from './ffmpeg-process.ts';
import type { FrameSize } from './probed-file.ts';
import { toStraightAlpha } from './straight-alpha.ts';

export interface OverlayFeed {
  readonly size: FrameSize;
  /** One drawing a frame: premultiplied RGBA, `size.width * size.height * 4` bytes. Its memory is free again when the next is asked for. */
  readonly overlay: AsyncIterable<Uint8Array>;
  readonly overlayPremultiplied: true;
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
  const straight = new Uint8Array(size.width * size.height * 4);
  let written = 0;
  let wanted = true;
  for await (const drawing of overlay) {
    if (drawing.length !== straight.length) {
      throw new RangeError(
        `A drawing has ${straight.length} bytes, drawing ${written} has ${drawing.length}`,
      );
    }
    toStraightAlpha(drawing, straight);
    wanted = await ffmpeg.write(straight);
    if (!wanted || ++written === frameCount) break;
  }
  if (wanted && written < frameCount) {
    throw new Error(`There are ${written} of ${frameCount} drawings`);
  }
  await ffmpeg.finish();
}
