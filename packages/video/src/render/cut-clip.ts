import type { MediaLimits } from '@dance-pose/contracts';
import { probeFile } from '../probe/probe-file.ts';
import { writeWhole } from '../probe/whole-file.ts';
import { FfmpegProcess } from '../process/ffmpeg-process.ts';
import { cutTask } from './render-task.ts';

export interface CutRequest {
  readonly path: string;
  /** Part of the clip. */
  readonly startMs: number;
  readonly endMs: number;
  readonly outPath: string;
  readonly limits: MediaLimits;
  readonly signal: AbortSignal;
}

/** The cut is seen on its own, so that it may be larger than the same part of the clip. */
const encode = { preset: 'veryfast', crf: 20 } as const;

/**
 * Cuts a part of a clip, exact to a frame, with its sound, into an MP4 that every browser plays. After a failure or an
 * abort no file is left.
 * @throws UserError if the file is refused.
 */
export async function cutClip(request: CutRequest): Promise<void> {
  const { path, startMs, endMs, outPath, limits, signal } = request;
  const trim = { startMs, endMs };
  const file = await probeFile(path, { fileName: 'clip', limits, signal, trim });
  await writeWhole(outPath, async (part) => {
    const { bounds } = file.source;
    await using ffmpeg = await FfmpegProcess.start(cutTask(file, encode, part), { signal, bounds });
    await ffmpeg.finish();
  });
}
