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
  // The last two are the defaults of `--engine` and `--threads`.
  ...engineEnvShape,
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
