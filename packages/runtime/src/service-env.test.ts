import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { parseEnv } from './env.ts';
import { checkServiceEnv, mediaLimits, serviceEnvShape, storeSettings } from './service-env.ts';

const schema = z.object(serviceEnvShape).superRefine(checkServiceEnv);
const parse = (env: Record<string, string>) => parseEnv(schema, env);

describe('settings that API and worker share', () => {
  test('an empty environment is a machine of its own: disk store and local Redis', () => {
    const env = parse({});
    expect(storeSettings(env)).toEqual({ kind: 'disk', root: '.data/store' });
    expect(env.REDIS_URL).toBe('redis://127.0.0.1:6379');
    expect(mediaLimits(env).maxDurationMs).toBe(900_000);
  });

  test('s3 takes only the settings that were given', () => {
    const env = parse({ STORE: 's3', S3_BUCKET: 'clips', S3_FORCE_PATH_STYLE: 'false' });
    expect(storeSettings(env)).toEqual({
      kind: 's3',
      bucket: 'clips',
      region: 'us-east-1',
      forcePathStyle: false,
    });
  });

  test('s3 without a bucket, another protocol than redis and a limit that is no number are refused', () => {
    expect(() => parse({ STORE: 's3' })).toThrow(
      /S3_BUCKET is not set: .*needs the name of a bucket/,
    );
    expect(() => parse({ REDIS_URL: 'http://127.0.0.1' })).toThrow(/REDIS_URL/);
    expect(() => parse({ REDIS_URL: 'redi://:pass@host' })).toThrow(/"redi:\/\/\(hidden\)@host"/);
    expect(() => parse({ MAX_FRAMES: 'many' })).toThrow(/MAX_FRAMES is "many"/);
  });
});
