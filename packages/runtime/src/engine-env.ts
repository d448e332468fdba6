import { availableParallelism } from 'node:os';
import { type PoseEngineChoice, poseEngineChoices } from '@dance-pose/contracts';
import { z } from 'zod';
import { count } from './env.ts';

export const maxEngineThreads = 64;

/** How the dancer is looked for, for all who do. */
export const engineEnvShape = {
  /** Folder in which model bundles are kept. */
  MODEL_CACHE_DIR: z.string().optional(),
  /** A `.task` bundle of one's own, instead of the three that we make. */
  POSE_MODEL_PATH: z.string().optional(),
  /** What runs the models: `native` (ONNX Runtime), `mediapipe` (its WASM), or the first where it works. */
  POSE_ENGINE: z.enum(poseEngineChoices).default('auto'),
  /**
   * Threads that look for the dancer of one clip at once; each holds a model, and what they find is joined.
   * `auto` is as many as there are processors for each job, up to four.
   */
  ENGINE_THREADS: z.literal('auto').or(count.max(maxEngineThreads)).default('auto'),
} as const;

export interface EngineSettings {
  readonly modelCacheDir: string | undefined;
  readonly modelPath: string | undefined;
  readonly poseEngine: PoseEngineChoice;
  readonly engineThreads: number;
}

/** More gain less and less, and each takes the memory of a model. */
const mostByItself = 4;

/** Of the container's processors, where it has fewer than the machine: Node counts those of its quota. */
const threadsForEach = (jobsAtOnce: number): number =>
  Math.max(1, Math.min(mostByItself, Math.floor(availableParallelism() / jobsAtOnce)));

/** @param jobsAtOnce share the processors. */
export const engineSettings = (
  env: z.infer<z.ZodObject<typeof engineEnvShape>>,
  jobsAtOnce = 1,
): EngineSettings => ({
  modelCacheDir: env.MODEL_CACHE_DIR,
  modelPath: env.POSE_MODEL_PATH,
  poseEngine: env.POSE_ENGINE,
  engineThreads: env.ENGINE_THREADS === 'auto' ? threadsForEach(jobsAtOnce) : env.ENGINE_THREADS,
});
