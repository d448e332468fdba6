import type { MediaLimits } from '@dance-pose/contracts';
import { limitsEnvShape, mediaLimits, parseEnv } from '@dance-pose/runtime';
import { z } from 'zod';

const schema = z.object({
  ...limitsEnvShape,
  /** Folder in which model bundles are kept. */
  MODEL_CACHE_DIR: z.string().optional(),
  /** A `.task` bundle of the user's own, instead of the three that we make. */
  POSE_MODEL_PATH: z.string().optional(),
});

export interface CliEnv {
  readonly limits: MediaLimits;
  readonly modelCacheDir: string | undefined;
  readonly modelPath: string | undefined;
}

/** @throws EnvError */
export function readEnv(env: NodeJS.ProcessEnv): CliEnv {
  const settings = parseEnv(schema, env);
  return {
    limits: mediaLimits(settings),
    modelCacheDir: settings.MODEL_CACHE_DIR,
    modelPath: settings.POSE_MODEL_PATH,
  };
}
