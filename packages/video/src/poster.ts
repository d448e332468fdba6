import { open, stat } from 'node:fs/promises';
import { type Container, containerHeadBytes, recogniseContainer } from './container.ts';
import { FfmpegError } from './ffmpeg-error.ts';
import { FfmpegProcess } from './ffmpeg-process.ts';
import { type FfmpegTask, fileUrl } from './ffmpeg-task.ts';
import { safeInputOptions } from './input-options.ts';
import type { ProcessBounds } from './process-bounds.ts';
import { writeWhole } from './whole-file.ts';

export interface PosterRequest {
  /** A result of ours: `annotated.mp4` or `annotated.png`. */
  readonly fromPath: string;
  /** Of a video: where the still is taken. */
  readonly atMs: number;
  readonly outPath: string;
  readonly bounds?: ProcessBounds;
  readonly signal: AbortSignal;
}

export function posterTask(
  { fromPath, atMs }: PosterRequest,
  container: Container,
  partPath: string,
): FfmpegTask {
  // JPEG is full range BT.601; our videos are limited range BT.709.
  const from = container.kind === 'video' ? 'in_color_matrix=bt709:in_range=tv:' : '';
  return {
    tool: 'ffmpeg',
    inputs: [
      {
        options: [
          ...['-nostdin', '-hide_banner', '-loglevel', 'error'],
          ...safeInputOptions(container),
          // Never later than asked for: behind the start of the last frame there is none.
          ...(container.kind === 'video' ? ['-ss', (Math.floor(atMs) / 1000).toFixed(3)] : []),
        ],
        source: fileUrl(fromPath),
      },
    ],
    outputs: [
      {
        options: [
          ...['-vf', `scale=${from}out_color_matrix=bt601:out_range=pc,format=yuvj420p`],
          // 2 is the best quality that is not wasteful, on a scale from 1 to 31.
          ...['-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '2', '-map_metadata', '-1'],
          ...['-y', '-f', 'image2pipe'],
        ],
        target: fileUrl(partPath),
      },
    ],
  };
}

/** A JPEG of one moment of a result. After a failure or an abort no file is left. */
export async function extractPoster(request: PosterRequest): Promise<void> {
  const container = await containerOf(request.fromPath);
  await writeWhole(request.outPath, async (partPath) => {
    const task = posterTask(request, container, partPath);
    await using ffmpeg = await FfmpegProcess.start(task, request);
    await ffmpeg.finish();
    if ((await stat(partPath)).size === 0) {
      throw new FfmpegError(`There is no frame at ${request.atMs} ms for a poster`);
    }
  });
}

async function containerOf(path: string): Promise<Container> {
  await using file = await open(path, 'r');
  const head = Buffer.alloc(containerHeadBytes);
  await file.read(head, 0, head.length, 0);
  const container = recogniseContainer(head);
  if (!container) throw new Error(`${path} is neither a video nor an image`);
  return container;
}
