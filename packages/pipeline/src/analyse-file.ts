import type {
  Artifact,
  InputPassport,
  JobOptions,
  JobResult,
  JobStage,
  MediaLimits,
} from '@dance-pose/contracts';
import type { PoseEngine } from '@dance-pose/pose';

export interface AnalyseRequest {
  readonly inputPath: string;
  /** As the user named it; shown, never used as a path. */
  readonly fileName: string;
  /** An existing folder; the artifacts are written into it under their names. */
  readonly outDir: string;
  readonly options: JobOptions;
  readonly limits: MediaLimits;
}

/** How far the pipeline is: `framesDone` of `framesTotal` within `stage`. */
export interface StageProgress {
  readonly stage: Extract<JobStage, 'probe' | 'track' | 'render'>;
  readonly framesDone: number;
  readonly framesTotal: number;
}

export interface AnalyseContext {
  readonly engine: PoseEngine;
  readonly signal: AbortSignal;
  onProgress(progress: StageProgress): void;
  /** Called once, as soon as the file is known. */
  onProbed(input: InputPassport): void;
}

export interface Analysis extends JobResult {
  readonly input: InputPassport;
  readonly artifacts: Artifact[];
}
