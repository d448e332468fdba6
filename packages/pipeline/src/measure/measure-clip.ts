import { setImmediate } from 'node:timers/promises';
import type { AnalysisOptions, ArtifactName, TrackedClip } from '@dance-pose/contracts';
import { buildReport, type MovementReport } from '@dance-pose/movement';
import type { AudioAnalysis } from './analyse-audio.ts';
import { writeReportFiles } from './report-files.ts';

export interface MeasureRequest {
  readonly fileName: string;
  readonly clip: TrackedClip;
  readonly audio: Pick<AudioAnalysis, 'music' | 'features'>;
  readonly options: AnalysisOptions;
  readonly outDir: string;
}

/**
 * Measures a tracked dance and writes the report and its other files. Measuring a long clip takes seconds; it yields to
 * the event loop in between, so that a worker can renew the lock of its job.
 */
export async function measureClip(
  { fileName, clip, audio, options, outDir }: MeasureRequest,
  signal: AbortSignal,
): Promise<{ movement: MovementReport; names: ArtifactName[] }> {
  const { music, features } = audio;
  const movement = await buildReport({ clip, options, music }, async () => {
    await setImmediate();
    signal.throwIfAborted();
  });
  const dance = { fileName, clip, features, movement, options };
  const names = await writeReportFiles(dance, outDir, signal);
  return { movement, names };
}
