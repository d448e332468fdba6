import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { LandmarksFile, PoseEngineChoice } from '@dance-pose/contracts';
import { readLandmarks } from '@dance-pose/pipeline';
import { analyseTimed } from '../analyse-timed.ts';

export interface Tracked {
  readonly landmarks: LandmarksFile;
  /** Seconds of the track stage alone. */
  readonly seconds: number;
}

export interface ToTrack {
  readonly clip: string;
  readonly model: string;
  readonly engine: PoseEngineChoice;
  readonly folder: string;
}

/** Analyses a clip in its own folder. */
export async function track(
  { folder, ...request }: ToTrack,
  engineThreads: number,
): Promise<Tracked> {
  const outDir = await mkdtemp(join(folder, 'out-'));
  const { seconds } = await analyseTimed({ ...request, engineThreads, outDir });
  const { signal } = new AbortController();
  const landmarks = await readLandmarks(join(outDir, 'landmarks.json'), signal);
  return { landmarks, seconds: seconds.track ?? Number.NaN };
}
