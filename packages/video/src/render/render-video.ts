import { type EncodeOptions, UserError, type Warning } from '@dance-pose/contracts';
import { FfmpegError } from '../process/ffmpeg-error.ts';
import { FfmpegProcess } from '../process/ffmpeg-process.ts';
import { type Drawings, feedOverlay } from './overlay-feed.ts';
import { type PartPaths, writeWithPoster } from './poster.ts';
import { encodedFrames } from './progress.ts';
import { type Composition, renderVideoTask, type Sound } from './render-task.ts';

export interface RenderRequest extends Composition {
  /** `yuva420p`, see {@link DrawingPixels}: `box.width * box.height * 2.5` bytes each. */
  readonly drawings: Drawings;
  readonly encode: EncodeOptions;
  /** Frames of the result; as many drawings are taken. */
  readonly frameCount: number;
  readonly outPath: string;
  /** Of a JPEG. */
  readonly posterPath: string;
  readonly signal: AbortSignal;
  /** Frames that are really encoded; never goes back. */
  readonly onFrame?: (framesDone: number) => void;
}

/**
 * The second pass: composites the drawings over the original film and writes an MP4 that every browser plays,
 * with the original's sound, and its poster. Sound that an MP4 does not take as it is, or that nobody can read, is
 * no reason to give up the picture: then all is done again with the sound encoded anew, or without it. After a
 * failure or an abort no file is left.
 * @throws RangeError when the poster is to show a frame that the result has not.
 * @returns what became of the sound, where it is less than was planned.
 */
export async function renderVideo(request: RenderRequest): Promise<Warning[]> {
  const { posterFrame, frameCount } = request;
  if (posterFrame >= frameCount)
    throw new RangeError(`There are ${frameCount} frames, none is ${posterFrame}`);
  const { audio } = request.file.source;
  const planned: Sound = audio === null ? 'none' : audio.copy ? 'copy' : 'encode';
  const onFrame = onlyForward(request.onFrame);
  for (let sound = planned; ; ) {
    try {
      await writeWithPoster(request, (parts) => renderOnce({ ...request, onFrame }, sound, parts));
      return sound === planned ? [] : whatBecame[sound];
    } catch (error) {
      if (sound === 'none' || !blamesFile(error)) throw error;
      sound = sound === 'copy' ? 'encode' : 'none';
    }
  }
}

async function renderOnce(request: RenderRequest, sound: Sound, parts: PartPaths): Promise<void> {
  const { file, encode, frameCount, signal } = request;
  const task = renderVideoTask(request, encode, sound, parts);
  await using ffmpeg = await FfmpegProcess.start(task, { signal, bounds: file.source.bounds });
  const [encoded] = await Promise.all([
    followProgress(ffmpeg, request.onFrame),
    feedOverlay(ffmpeg, { ...request, pixels: 'yuva420p' }),
  ]);
  if (encoded !== frameCount) {
    throw new FfmpegError(`${encoded} of ${frameCount} frames were encoded`);
  }
}

/** FFmpeg gave up or crashed, although the picture could be read in the first pass. */
const blamesFile = (error: unknown): boolean =>
  error instanceof FfmpegError
    ? error.exitCode !== null && error.blamesFile
    : error instanceof UserError && error.code === 'unreadable-media';

const whatBecame: Record<Sound, Warning[]> = {
  copy: [],
  encode: [
    {
      code: 'sound-re-encoded',
      message: 'The sound was encoded anew, as AAC, because it does not fit into an MP4 as it was.',
    },
  ],
  none: [
    {
      code: 'sound-unreadable',
      message: 'The sound of this clip cannot be read; the result is silent.',
    },
  ],
};

function onlyForward(report: RenderRequest['onFrame']): (framesDone: number) => void {
  let most = 0;
  return (framesDone) => {
    if (framesDone <= most) return;
    most = framesDone;
    report?.(most);
  };
}

async function followProgress(
  ffmpeg: FfmpegProcess,
  onFrame: RenderRequest['onFrame'],
): Promise<number> {
  let done = 0;
  for await (const frames of encodedFrames(ffmpeg.read())) {
    done = Math.max(done, frames);
    onFrame?.(done);
  }
  return done;
}
