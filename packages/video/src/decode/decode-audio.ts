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

/** The sound that the result has, for as long as the plan's frames are shown. */
export function audioTask(
  { path, plan, source }: ProbedFile,
  index: number,
  rateHz: number,
): FfmpegTask {
  const start = source.leadFrames / framesPerSecond(plan.rate);
  const end = start + plan.frameCount / framesPerSecond(plan.rate);
  const filters = [
    // Silence where the source has a hole or begins late, so that all stays in time with the picture.
    'aresample=async=1:first_pts=0',
    // From the first frame of the plan on.
    `atrim=start=${start.toFixed(6)}:end=${end.toFixed(6)}`,
  ];
  return {
    tool: 'ffmpeg',
    inputs: [
      {
        // Filters that start again would fill up with silence from 0 once more.
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
 * The sound of the analysed part in one channel, full scale ±1, in pieces of any size: sample 0 is the moment
 * of the plan's first frame. It ends with the picture, or earlier when the sound does. FFmpeg waits while the
 * caller does; leaving the loop early or aborting ends FFmpeg before the generator returns.
 * @returns null when the file has no sound that can be decoded.
 * @throws UserError `unreadable-media`, from the generator, when the sound cannot be read to its end. Single
 *   damaged packets are left out and are silent.
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
          'The sound of this file cannot be read to its end; it is damaged or changes its form on the way. See whether it plays, export it again, for example as MP4, and send it again.',
          { cause: error },
        )
      : error;
  }
}

/** A pipe cuts where it likes, also within a sample. */
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
