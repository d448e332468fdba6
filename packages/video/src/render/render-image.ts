import { FfmpegProcess } from '../process/ffmpeg-process.ts';
import { type Drawings, feedOverlay } from './overlay-feed.ts';
import { type Composition, renderImageTask } from './render-task.ts';
import { writeTogether } from './write-together.ts';

export interface RenderImageRequest extends Composition {
  /** A single drawing in `rgba`: `box.width * box.height * 4` bytes. */
  readonly drawings: Drawings;
  readonly outPath: string;
  /** Path of a JPEG. */
  readonly posterPath: string;
  readonly signal: AbortSignal;
}

/** Composites one drawing over a photo and writes a PNG and its poster. After a failure or an abort no file is left. */
export async function renderImage(request: RenderImageRequest): Promise<void> {
  const { outPath: result, posterPath: poster } = request;
  await writeTogether({ result, poster }, async (parts) => {
    const task = renderImageTask(request, parts);
    const { signal, file } = request;
    const { bounds } = file.source;
    await using ffmpeg = await FfmpegProcess.start(task, { signal, bounds });
    await feedOverlay(ffmpeg, { ...request, pixels: 'rgba', frameCount: 1 });
  });
}
