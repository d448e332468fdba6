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
    /** Origins of the pages that use the API, as the API itself is told them. */
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
 * Where the service keeps its objects, and the rules that a bucket gets.
 * @param given origins of pages that may send files; none: those of PUBLIC_URL and CORS_ORIGINS, else all,
 *   which is safe, since every upload needs a signed form.
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
