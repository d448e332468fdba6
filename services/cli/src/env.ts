import { type MediaLimits, type PoseEngineChoice, poseEngineChoices } from '@dance-pose/contracts';
import { limitsEnvShape, mediaLimits, parseEnv } from '@dance-pose/runtime';
import { z } from 'zod';
import type { ServiceEnv } from './jobs/service.ts';

export const cliEnvSchema = z.object({
  ...limitsEnvShape,
  /** Folder in which model bundles are kept. */
  MODEL_CACHE_DIR: z.string().optional(),
  /** A `.task` bundle of the user's own, instead of the three that we make. */
  POSE_MODEL_PATH: z.string().optional(),
  /** The default of `--engine`. */
  POSE_ENGINE: z.enum(poseEngineChoices).default('auto'),
  /** The default of `--threads`. */
  ENGINE_THREADS: z.coerce.number().int().positive().max(64).default(1),
});

export const jobsEnvSchema = z.object({
  /** Where the service is that `jobs` asks. */
  DANCE_POSE_URL: z.string().optional(),
  DANCE_POSE_API_KEY: z.string().optional(),
  /** A file with the key in it, such as a Docker secret. */
  DANCE_POSE_API_KEY_FILE: z.string().optional(),
});

/** Who `jobs` asks, and by which key. */
export function readServiceEnv(env: NodeJS.ProcessEnv): ServiceEnv {
  const settings = parseEnv(jobsEnvSchema, env);
  return {
    url: settings.DANCE_POSE_URL,
    apiKey: settings.DANCE_POSE_API_KEY,
    apiKeyFile: settings.DANCE_POSE_API_KEY_FILE,
  };
}

export interface CliEnv {
  readonly limits: MediaLimits;
  readonly modelCacheDir: string | undefined;
  readonly modelPath: string | undefined;
  readonly poseEngine: PoseEngineChoice;
  readonly engineThreads: number;
}

/** @throws EnvError */
export function readEnv(env: NodeJS.ProcessEnv): CliEnv {
  const settings = parseEnv(cliEnvSchema, env);
  return {
    limits: mediaLimits(settings),
    modelCacheDir: settings.MODEL_CACHE_DIR,
    modelPath: settings.POSE_MODEL_PATH,
    poseEngine: settings.POSE_ENGINE,
    engineThreads: settings.ENGINE_THREADS,
  };
}
