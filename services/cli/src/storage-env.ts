import { bucketExpiry } from '@dance-pose/contracts';
import {
  checkServiceEnv,
  parseEnv,
  retention,
  type StoreSettings,
  serviceEnvShape,
  storeSettings,
} from '@dance-pose/runtime';
import type { InitS3Options } from '@dance-pose/storage';
import { z } from 'zod';

const schema = z
  .object({
    ...serviceEnvShape,
    /** Origin of the pages that use the API; the same variable configures the API. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, abort: true })
      .transform((url) => new URL(url).origin)
      .optional(),
    CORS_ORIGINS: z.string().default(''),
  })
  .superRefine(checkServiceEnv);

export interface StorageEnv {
  readonly store: StoreSettings;
  readonly rules: InitS3Options;
}

/**
 * Reads the settings of the store, and the rules for a bucket.
 * @param given origins of pages that may upload; empty: those of PUBLIC_URL and CORS_ORIGINS, else all, which is
 *   safe because every upload needs a signed form.
 * @throws EnvError
 */
export function readStorageEnv(env: NodeJS.ProcessEnv, given: readonly string[]): StorageEnv {
  const settings = parseEnv(schema, env);
  const known = [settings.PUBLIC_URL ?? '', ...settings.CORS_ORIGINS.split(',')];
  const origins = (given.length > 0 ? given : known).map((each) => each.trim()).filter(Boolean);
  return {
    store: storeSettings(settings),
    rules: {
      origins: origins.length > 0 ? origins : ['*'],
      expiry: bucketExpiry(retention(settings)),
    },
  };
}
