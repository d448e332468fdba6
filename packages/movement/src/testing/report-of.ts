import { analysisOptionsSchema, type Music, type PoseFrame } from '@dance-pose/contracts';
import { buildReport, type MovementReport } from '../report/build-report.ts';
import { camera } from './fixture-dancer.ts';

/** Report of frames of the fixture, with the default options. */
export function reportOf(frames: readonly PoseFrame[], music: Music): Promise<MovementReport> {
  const { width, height, fps } = camera;
  const source = { width, height, fps, frameCount: frames.length, durationMs: 0 };
  const clip = { source, engine: 'scripted', model: 'full' as const, frames: [...frames] };
  const options = analysisOptionsSchema.parse({});
  return buildReport({ clip, options, music }, async () => {});
}
