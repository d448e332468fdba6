import { UserError, type Warning, warn } from '@dance-pose/contracts';
import { FfmpegError } from '../process/ffmpeg-error.ts';
import { FfmpegProcess } from '../process/ffmpeg-process.ts';
import { type Drawings, feedOverlay } from './overlay-feed.ts';
import { encodedFrames } from './progress.ts';
import {
  plannedSound,
  renderVideoTask,
  type Sound,
  type VideoComposition,
  type VideoPartPaths,
} from './render-task.ts';
import { writeTogether } from './write-together.ts';

export interface RenderRequest extends VideoComposition {
  /** One per frame in `yuva420p`, see {@link DrawingPixels}: `box.width * box.height * 2.5` bytes each. */
  readonly drawings: Drawings;
  /** Number of frames of the result, and of drawings. */
  readonly frameCount: number;
  readonly outPath: string;
  /** Path of a JPEG. */
  readonly posterPath: string;
  /** Path of the thumbnails, one after the other in RGBA. */
  readonly thumbnailsPath: string;
  /** Path of an MP4 of the same picture without the drawings; by default there is none. */
  readonly previewPath?: string;
  readonly signal: AbortSignal;
  /** Receives the number of encoded frames; it never decreases. */
  readonly onFrame?: (framesDone: number) => void;
}

/**
 * The second pass: composites the drawings over the original video and writes an MP4 that every browser plays, with the
 * original's sound, its poster and its thumbnails. If the sound cannot be copied into an MP4, the pass is repeated with the sound
 * re-encoded; if it cannot be decoded, without sound. After a failure or an abort no file is left.
 * @returns warnings if the sound was re-encoded or dropped against the plan.
 * @throws RangeError if the poster's frame is not in the result.
 */
export async function renderVideo(request: RenderRequest): Promise<Warning[]> {
  const { posterFrame, frameCount } = request;
  if (posterFrame >= frameCount)
    throw new RangeError(
      `The poster's frame is ${posterFrame}, but there are only ${frameCount} frames`,
    );
  const planned = plannedSound(request.file);
  const onFrame = onlyIncreasing(request.onFrame);
  for (let sound = planned; ; ) {
    try {
      await writeTogether(pathsOf(request), (parts) =>
        renderOnce({ ...request, onFrame }, sound, parts),
      );
      return sound === planned ? [] : soundWarnings[sound];
    } catch (error) {
      if (sound === 'none' || !blamesFile(error)) throw error;
      sound = sound === 'copy' ? 'encode' : 'none';
    }
  }
}

function pathsOf(request: RenderRequest): VideoPartPaths {
  const { outPath, posterPath, thumbnailsPath, previewPath } = request;
  const paths = { result: outPath, poster: posterPath, thumbnails: thumbnailsPath };
  return previewPath === undefined ? paths : { ...paths, preview: previewPath };
}

async function renderOnce(
  request: RenderRequest,
  sound: Sound,
  parts: VideoPartPaths,
): Promise<void> {
  const { file, frameCount, signal } = request;
  const task = renderVideoTask(request, sound, parts);
  await using ffmpeg = await FfmpegProcess.start(task, { signal, bounds: file.source.bounds });
  const [encoded] = await Promise.all([
    followProgress(ffmpeg, request.onFrame),
    feedOverlay(ffmpeg, { ...request, pixels: 'yuva420p' }),
  ]);
  if (encoded !== frameCount) {
    throw new FfmpegError(`Only ${encoded} of ${frameCount} frames were encoded`);
  }
}

/** True if FFmpeg failed or crashed, although the first pass could read the picture. */
const blamesFile = (error: unknown): boolean =>
  error instanceof FfmpegError
    ? error.exitCode !== null && error.blamesFile
    : error instanceof UserError && error.code === 'unreadable-media';

const soundWarnings: Record<Sound, Warning[]> = {
  copy: [],
  encode: [warn('sound-re-encoded', { because: 'container' })],
  none: [warn('sound-unreadable', {})],
};

function onlyIncreasing(report: RenderRequest['onFrame']): (framesDone: number) => void {
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
