import type { JobRecord, JobStage, PoseModel } from '@dance-pose/contracts';

/** Metrics of a worker. */
export interface WorkerMetrics {
  /** An attempt started `waitedSeconds` after the job was submitted. */
  attemptStarted(attempt: number, waitedSeconds: number): void;
  /** A stage completed. */
  stageEnded(stage: JobStage, seconds: number): void;
  /** Number of frames done since the last call. */
  framesDone(stage: FrameStage, model: PoseModel, count: number): void;
  jobEnded(record: JobRecord): void;
  /** A run of the janitor ended: counts by action, and the number of failures. */
  janitorRan(counts: Readonly<Record<string, number>>, failures: number): void;
}

/** Stages that process frames, whose speed is measured. */
type FrameStage = (typeof frameStages)[number];
export const frameStages = ['track', 'render'] as const satisfies readonly JobStage[];

export const silentWorkerMetrics: WorkerMetrics = {
  attemptStarted() {},
  stageEnded() {},
  framesDone() {},
  jobEnded() {},
  janitorRan() {},
};
