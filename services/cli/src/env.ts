import type { MediaLimits } from '@dance-pose/contracts';
import {
  type EngineSettings,
  engineEnvShape,
  engineSettings,
  limitsEnvShape,
  mediaLimits,
  parseEnv,
} from '@dance-pose/runtime';
import { z } from 'zod';
import type { ServiceEnv } from './jobs/service.ts';

export const cliEnvSchema = z.object({
  ...limitsEnvShape,
  // POSE_ENGINE and ENGINE_THREADS are the defaults of `--engine` and `--threads`.
  ...engineEnvShape,
});

export const jobsEnvSchema = z.object({
  /** URL of the service, for `jobs`. */
  DANCE_POSE_URL: z.string().optional(),
  DANCE_POSE_API_KEY: z.string().optional(),
  /** File that contains the key, such as a Docker secret. */
  DANCE_POSE_API_KEY_FILE: z.string().optional(),
});

/** Reads address and key of the service, for `jobs`. */
export function readServiceEnv(env: NodeJS.ProcessEnv): ServiceEnv {
  const settings = parseEnv(jobsEnvSchema, env);
  return {
    url: settings.DANCE_POSE_URL,
    apiKey: settings.DANCE_POSE_API_KEY,
    apiKeyFile: settings.DANCE_POSE_API_KEY_FILE,
  };
}

export interface CliEnv extends EngineSettings {
  readonly limits: MediaLimits;
}

/** @throws EnvError */
export function readEnv(env: NodeJS.ProcessEnv): CliEnv {
  const settings = parseEnv(cliEnvSchema, env);
  return {
    limits: mediaLimits(settings),
    ...engineSettings(settings),
  };
}
