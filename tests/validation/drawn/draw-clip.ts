import { join } from 'node:path';
import type { Landmark, PoseFrame, TrackedClip } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import {
  createDance,
  type Dance,
  type DanceOptions,
  renderDance,
} from '@dance-pose/synthetic-dancer';
import { cached } from '../cache.ts';
import { type AnalysedClip, withMusic } from '../track-clip.ts';
import { type TrackedFile, type TrackOptions, trackFile } from '../track-file.ts';

/** A recorded dance with known truth. */
export interface DrawnTrack extends AnalysedClip {
  readonly dance: Dance;
  /** Landmarks that an engine without errors finds. */
  readonly truth: TrackedClip;
}

/** Renders a dance to a video and tracks it with the real model. */
export async function renderAndTrack(dance: Dance, tracking: TrackOptions): Promise<TrackedFile> {
  await using folder = await createTempFolder('validation');
  const outPath = join(folder.path, 'dance.mp4');
  await renderDance({ dance, outPath, signal: new AbortController().signal });
  return await trackFile(outPath, tracking);
}

/** Like {@link renderAndTrack}, but once. */
export async function trackDance(
  options: DanceOptions,
  tracking: TrackOptions,
): Promise<DrawnTrack> {
  const dance = createDance(options);
  const tracked = await cached({ dance: options, tracking }, () => renderAndTrack(dance, tracking));
  return { dance, truth: truthOf(dance), ...(await withMusic(tracked)) };
}

/** The exact joints of a dance, all of them visible. */
export function truthOf(dance: Dance): TrackedClip {
  const { size, fps, frameCount, durationMs } = dance;
  return {
    source: { ...size, fps, frameCount, durationMs },
    engine: 'truth',
    model: 'truth',
    frames: Array.from({ length: frameCount }, (_, index) => trueFrame(dance, index)),
  };
}

function trueFrame(dance: Dance, index: number): PoseFrame {
  const { width, height } = dance.size;
  const { pixels, world, timeMs } = dance.frameAt(index);
  // Depth in widths of the picture, as x: pixels of a metre at the middle of the floor are close enough.
  const metre = dance.figureHeight / 1.7 / width;
  const landmarks = pixels.map(
    ([x, y], id): Landmark => [x / width, y / height, (world[id]?.[2] ?? 0) * metre, 1, 1],
  );
  return { index, timeMs, people: [{ id: 0, landmarks, world: [...world] }] };
}
