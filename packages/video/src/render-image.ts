import { FfmpegProcess } from './ffmpeg-process.ts';
import { feedOverlay, type OverlayFeed } from './overlay-feed.ts';
import { type Composition, renderImageTask } from './render-task.ts';
import { writeWhole } from './whole-file.ts';

export interface RenderImageRequest extends Composition, OverlayFeed {
  readonly outPath: string;
  readonly signal: AbortSignal;
}

/** Composites one drawing over a photo and writes a PNG. After a failure or an abort no file is left. */
export async function renderImage(request: RenderImageRequest): Promise<void> {
  await writeWhole(request.outPath, async (partPath) => {
    const task = renderImageTask(request, partPath);
    const { signal, file } = request;
    const { bounds } = file.source;
    await using ffmpeg = await FfmpegProcess.start(task, { signal, bounds });
    await feedOverlay(ffmpeg, request, 1);
  });
}
