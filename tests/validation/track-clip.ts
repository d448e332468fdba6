import { Readable } from 'node:stream';
import {
  analysisOptionsSchema,
  findMetric,
  type MetricId,
  type Music,
  type TrackedClip,
} from '@dance-pose/contracts';
import { analyseMusic, buildReport, type MovementReport } from '@dance-pose/movement';
import { cached, hashOfFile } from './cache.ts';
import { type TrackedFile, type TrackOptions, trackFile } from './track-file.ts';

export interface AnalysedClip {
  readonly clip: TrackedClip;
  readonly music: Music;
}

/** Analyses the sound of a tracked file. */
export async function withMusic({ clip, sound }: TrackedFile): Promise<AnalysedClip> {
  const chunks = sound && Readable.from(sound, { objectMode: true });
  return { clip, music: await analyseMusic(chunks) };
}

export const trackClip = async (path: string, options: TrackOptions = {}): Promise<AnalysedClip> =>
  withMusic(await trackFile(path, options));

/** Like {@link trackClip}, but tracks the same file only once. */
export const cachedClip = async (path: string, options: TrackOptions = {}): Promise<AnalysedClip> =>
  withMusic(
    await cached({ file: await hashOfFile(path), options }, () => trackFile(path, options)),
  );

/** Report of a job with default options. */
export const reportOf = (analysed: AnalysedClip): Promise<MovementReport> =>
  buildReport({ ...analysed, options: analysisOptionsSchema.parse({}) }, async () => {});

/** Value of a metric; NaN if it could not be measured. */
export const figureOf = ({ report }: MovementReport, id: MetricId): number => {
  const found = findMetric(report.metrics, id);
  if (found === undefined) throw new RangeError(`There is no metric ${id}.`);
  return found.value ?? Number.NaN;
};
