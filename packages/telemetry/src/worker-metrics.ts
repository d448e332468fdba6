import type { JobRecord, JobStage, PoseModel } from '@dance-pose/contracts';

/** What a worker tells of its work. */
export interface WorkerMetrics {
  /** A try began; `waitedSeconds` since the job was submitted. */
  tryBegan(attempt: number, waitedSeconds: number): void;
  /** A stage was done, all of it. */
  stageEnded(stage: JobStage, seconds: number): void;
  /** Frames of a clip that are done since the last call. */
  framesDone(stage: FrameStage, model: PoseModel, count: number): void;
  jobEnded(record: JobRecord): void;
  /** What one run of the janitor did, by what it is, and how much of it failed. */
  tidied(counts: Readonly<Record<string, number>>, failures: number): void;
}

/** Stages whose speed is worth knowing. */
type FrameStage = (typeof frameStages)[number];
export const frameStages = ['track', 'render'] as const satisfies readonly JobStage[];

export const silentWorkerMetrics: WorkerMetrics = {
  tryBegan() {},
  stageEnded() {},
  framesDone() {},
  jobEnded() {},
  tidied() {},
};
