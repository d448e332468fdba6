import type { MediaLimits } from '@dance-pose/contracts';
import { framesPerSecond } from '../probe/frame-rate.ts';
import { probeFile } from '../probe/probe-file.ts';
import { writeWhole } from '../probe/whole-file.ts';
import { FfmpegProcess } from '../process/ffmpeg-process.ts';
import { cutTask } from './render-task.ts';

export interface CutRequest {
  readonly path: string;
  /** Part of the clip, from its first frame. */
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
  const options = { fileName: 'clip', limits, signal };
  const { source, plan } = await probeFile(path, options);
  // Trims count from the start of the file, where only sound may be.
  const leadMs = (1000 * source.leadFrames) / framesPerSecond(plan.rate);
  const trim = { startMs: Math.floor(startMs + leadMs), endMs: Math.ceil(endMs + leadMs) };
  const file = await probeFile(path, { ...options, trim });
  await writeWhole(outPath, async (part) => {
    const { bounds } = file.source;
    await using ffmpeg = await FfmpegProcess.start(cutTask(file, encode, part), { signal, bounds });
    await ffmpeg.finish();
  });
}
