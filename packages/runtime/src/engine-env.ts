import { availableParallelism } from 'node:os';
import { type PoseEngineChoice, poseEngineChoices } from '@dance-pose/contracts';
import { z } from 'zod';
import { count } from './env.ts';

export const maxEngineThreads = 64;

/** Settings of the pose engine, for every process that runs one. */
export const engineEnvShape = {
  /** Folder that caches the model bundles. */
  MODEL_CACHE_DIR: z.string().optional(),
  /** A custom `.task` bundle, which replaces the three built-in models. */
  POSE_MODEL_PATH: z.string().optional(),
  /** Runs the models: `native` (ONNX Runtime), `mediapipe` (WASM), or `auto`: native where it works. */
  POSE_ENGINE: z.enum(poseEngineChoices).default('auto'),
  /**
   * Threads that track one clip in parallel. Each loads a model and tracks a segment; the segments are joined.
   * `auto`: the number of processors per concurrent job, at most four.
   */
  ENGINE_THREADS: z.literal('auto').or(count.max(maxEngineThreads)).default('auto'),
} as const;

export interface EngineSettings {
  readonly modelCacheDir: string | undefined;
  readonly modelPath: string | undefined;
  readonly poseEngine: PoseEngineChoice;
  readonly engineThreads: number;
}

/** Further threads gain little, and each takes the memory of a model. */
const maxAutoThreads = 4;

/** `availableParallelism` respects the CPU quota of a container. */
const threadsPerJob = (jobsAtOnce: number): number =>
  Math.max(1, Math.min(maxAutoThreads, Math.floor(availableParallelism() / jobsAtOnce)));

/** @param jobsAtOnce number of concurrent jobs, which share the processors. */
export const engineSettings = (
  env: z.infer<z.ZodObject<typeof engineEnvShape>>,
  jobsAtOnce = 1,
): EngineSettings => ({
  modelCacheDir: env.MODEL_CACHE_DIR,
  modelPath: env.POSE_MODEL_PATH,
  poseEngine: env.POSE_ENGINE,
  engineThreads: env.ENGINE_THREADS === 'auto' ? threadsPerJob(jobsAtOnce) : env.ENGINE_THREADS,
});
