import type { EncodeOptions } from '@dance-pose/contracts';
import { FfmpegError } from './ffmpeg-error.ts';
import { FfmpegProcess } from './ffmpeg-process.ts';
import { feedOverlay, type OverlayFeed } from './overlay-feed.ts';
import { encodedFrames } from './progress.ts';
import { type Composition, renderVideoTask } from './render-task.ts';
import { writeWhole } from './whole-file.ts';

export interface RenderRequest extends Composition, OverlayFeed {
  readonly encode: EncodeOptions;
  /** Frames of the result; as many drawings are taken. */
  readonly frameCount: number;
  readonly outPath: string;
  readonly signal: AbortSignal;
  /** Frames that are really encoded; never goes back. */
  readonly onFrame?: (framesDone: number) => void;
}

/**
 * The second pass: composites the drawings over the original film and writes an MP4 that every browser plays,
 * with the original's sound. After a failure or an abort no file is left.
 */
export async function renderVideo(request: RenderRequest): Promise<void> {
  const { frameCount, outPath, signal } = request;
  await writeWhole(outPath, async (partPath) => {
    const task = renderVideoTask(request, request.encode, partPath);
    await using ffmpeg = await FfmpegProcess.start(task, { signal });
    const [encoded] = await Promise.all([
      followProgress(ffmpeg, request.onFrame),
      feedOverlay(ffmpeg, request, frameCount),
    ]);
    if (encoded !== frameCount) {
      throw new FfmpegError(`${encoded} of ${frameCount} frames were encoded`);
    }
  });
}

async function followProgress(
  ffmpeg: FfmpegProcess,
  onFrame: RenderRequest['onFrame'],
): Promise<number> {
  let done = 0;
  for await (const frames of encodedFrames(ffmpeg.read())) {
    if (frames <= done) continue;
    done = frames;
    onFrame?.(done);
  }
  return done;
}
