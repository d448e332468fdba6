import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { parseEnv } from './env.ts';
import {
  checkServiceEnv,
  mediaLimits,
  retention,
  serviceEnvShape,
  storeSettings,
  telemetrySettings,
} from './service-env.ts';

const schema = z.object(serviceEnvShape).superRefine(checkServiceEnv);
const parse = (env: Record<string, string>) => parseEnv(schema, env);

describe('settings that the API and the worker share', () => {
  test('an empty environment selects the disk store and a local Redis', () => {
    const env = parse({});
    expect(storeSettings(env)).toEqual({ kind: 'disk', root: '.data/store' });
    expect(env.REDIS_URL).toBe('redis://127.0.0.1:6379');
    expect(mediaLimits(env).maxDurationMs).toBe(900_000);
  });

  test('jobs and uploads are kept for days by default, and without a limit with 0', () => {
    const dayMs = 24 * 3600_000;
    expect(retention(parse({}))).toEqual({
      uploadMs: 7 * dayMs,
      resultMs: 30 * dayMs,
      failedMs: 60 * dayMs,
    });
    const env = parse({ UPLOAD_TTL_S: '1', RESULT_TTL_S: '0', FAILED_TTL_S: '0' });
    expect(retention(env)).toEqual({ uploadMs: 1000, resultMs: null, failedMs: null });
    expect(() => parse({ RESULT_TTL_S: '-1' })).toThrow(/RESULT_TTL_S is "-1"/);
  });

  test('metrics and tracing are off by default', () => {
    const shown = (env: Record<string, string>) => telemetrySettings(parse(env));
    expect(shown({})).toEqual({ metrics: undefined, tracing: false });
    expect(shown({ METRICS_PORT: '9464' }).metrics).toEqual({ host: '127.0.0.1', port: 9464 });
    const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
    expect(shown(collector).tracing).toBe(true);
    expect(shown({ ...collector, OTEL_SDK_DISABLED: 'true' }).tracing).toBe(false);
    expect(() => parse({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' })).toThrow(/OTLP_ENDPOINT is/);
  });

  test('s3 takes only the settings that are set', () => {
    const env = parse({ STORE: 's3', S3_BUCKET: 'clips', S3_FORCE_PATH_STYLE: 'false' });
    expect(storeSettings(env)).toEqual({
      kind: 's3',
      bucket: 'clips',
      region: 'us-east-1',
      forcePathStyle: false,
    });
  });

  test('refuses s3 without a bucket, a URL that is not Redis, and a limit that is not a number', () => {
    expect(() => parse({ STORE: 's3' })).toThrow(
      /S3_BUCKET is not set: .*requires the name of a bucket/,
    );
    expect(() => parse({ REDIS_URL: 'http://127.0.0.1' })).toThrow(/REDIS_URL/);
    expect(() => parse({ REDIS_URL: 'redi://:pass@host' })).toThrow(/"redi:\/\/\(hidden\)@host"/);
    expect(() => parse({ MAX_FRAMES: 'many' })).toThrow(/MAX_FRAMES is "many"/);
  });
});
