import { UserError } from '@dance-pose/contracts';
import { framesPerSecond } from '../probe/frame-rate.ts';
import { decodingInputOptions } from '../probe/input-options.ts';
import type { ProbedFile } from '../probe/probed-file.ts';
import { FfmpegError } from '../process/ffmpeg-error.ts';
import { FfmpegProcess, type FfmpegStartOptions } from '../process/ffmpeg-process.ts';
import { type FfmpegTask, fileUrl, pipeOut } from '../process/ffmpeg-task.ts';

export interface DecodeAudioOptions {
  readonly sampleRateHz: number;
  readonly signal: AbortSignal;
}

/** Decodes the sound of the plan's frames, as the result contains it. */
export function audioTask(
  { path, plan, source }: ProbedFile,
  index: number,
  rateHz: number,
): FfmpegTask {
  const start = source.leadFrames / framesPerSecond(plan.rate);
  const end = start + plan.frameCount / framesPerSecond(plan.rate);
  const filters = [
    // Fill gaps and a late start with silence, so that sound and picture stay in sync.
    'aresample=async=1:first_pts=0',
    // Start at the plan's first frame.
    `atrim=start=${start.toFixed(6)}:end=${end.toFixed(6)}`,
  ];
  return {
    tool: 'ffmpeg',
    inputs: [
      {
        // A restarted filter would insert silence from 0 again.
        options: [...decodingInputOptions(source), '-reinit_filter:a', '0'],
        source: fileUrl(path),
      },
    ],
    outputs: [
      {
        options: [
          ...['-map', `0:${index}`, '-af', filters.join(',')],
          ...['-ac', '1', '-ar', String(rateHz)],
          ...['-f', 'f32le', '-c:a', 'pcm_f32le'],
        ],
        target: pipeOut,
      },
    ],
  };
}

/**
 * Decodes the sound of the analysed part to mono samples, full scale ±1, in chunks of any size. Sample 0 is at the time
 * of the plan's first frame. The samples end with the picture, or earlier if the sound does. FFmpeg pauses while the
 * caller is busy; leaving the loop early or aborting ends FFmpeg before the generator returns.
 * @returns null if the file has no sound that can be decoded.
 * @throws UserError `unreadable-media`, from the generator, if the sound cannot be decoded to its end. Single damaged
 *   packets are skipped and become silence.
 */
export function decodeAudio(
  file: ProbedFile,
  { sampleRateHz, signal }: DecodeAudioOptions,
): AsyncGenerator<Float32Array<ArrayBuffer>> | null {
  const { audio } = file.source;
  if (audio === null) return null;
  const { bounds } = file.source;
  return decode(audioTask(file, audio.index, sampleRateHz), { signal, bounds });
}

async function* decode(
  task: FfmpegTask,
  start: FfmpegStartOptions,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  await using ffmpeg = await FfmpegProcess.start(task, start);
  try {
    yield* wholeSamples(ffmpeg.readToEnd());
  } catch (error) {
    throw error instanceof FfmpegError && error.blamesFile
      ? new UserError(
          'unreadable-media',
          'The sound of this file cannot be decoded to its end; it is damaged, or its format changes within the file. Check that the file plays, export it again, for example as MP4, and try again.',
          { cause: error },
        )
      : error;
  }
}

/** Re-chunks bytes to whole samples: a pipe may split them anywhere. */
async function* wholeSamples(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  let rest = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    const whole = bytes.length - (bytes.length % Float32Array.BYTES_PER_ELEMENT);
    rest = bytes.slice(whole);
    if (whole > 0) yield new Float32Array(bytes.buffer, 0, whole / Float32Array.BYTES_PER_ELEMENT);
  }
}
