import { setImmediate } from 'node:timers/promises';
import type { AnalysisOptions, ArtifactName, Music, TrackedClip } from '@dance-pose/contracts';
import { buildReport, type MovementReport } from '@dance-pose/movement';
import { writeReportFiles } from './report-files.ts';

export interface MeasureRequest {
  readonly fileName: string;
  readonly clip: TrackedClip;
  readonly music: Music;
  readonly options: AnalysisOptions;
  readonly outDir: string;
}

/**
 * Measures a tracked dance and writes the report and its other files. Measuring a long clip takes seconds; it yields to
 * the event loop in between, so that a worker can renew the lock of its job.
 */
export async function measureClip(
  { fileName, clip, music, options, outDir }: MeasureRequest,
  signal: AbortSignal,
): Promise<{ movement: MovementReport; names: ArtifactName[] }> {
  const movement = await buildReport({ clip, options, music }, async () => {
    await setImmediate();
    signal.throwIfAborted();
  });
  const names = await writeReportFiles({ fileName, clip, movement, options }, outDir, signal);
  return { movement, names };
}
