import { availableParallelism } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { readWorkerSettings } from './worker-env.ts';

describe('settings of a worker', () => {
  test('an empty environment runs one job at a time on this machine', () => {
    expect(readWorkerSettings({})).toMatchObject({
      redis: { redisUrl: 'redis://127.0.0.1:6379', prefix: 'dance-pose' },
      store: { kind: 'disk' },
      consumer: { concurrency: 1, maxAttempts: 7 },
      jobTimeoutMs: 3_600_000,
      janitorIntervalMs: 900_000,
      retention: { uploadMs: 604_800_000 },
      graceMs: 30_000,
      modelPath: undefined,
      ecsAgentUri: undefined,
    });
  });

  test('reads every variable', () => {
    const settings = readWorkerSettings({
      STORE: 's3',
      S3_BUCKET: 'clips',
      WORKER_CONCURRENCY: '4',
      MAX_ATTEMPTS: '1',
      SHUTDOWN_GRACE_MS: '0',
      JOB_TIMEOUT_MS: '1000',
      JANITOR_INTERVAL_S: '60',
      RESULT_TTL_S: '0',
      LOCK_DURATION_MS: '3000',
      STALLED_INTERVAL_MS: '1000',
      TEMP_DIR: '/scratch',
      MAX_FRAMES: '900',
      POSE_MODEL_PATH: '/models/mine.task',
      POSE_ENGINE: 'mediapipe',
      ENGINE_THREADS: '3',
      ECS_AGENT_URI: 'http://169.254.170.2/api/0f9a',
    });
    expect(settings).toMatchObject({
      store: { kind: 's3', bucket: 'clips' },
      consumer: { concurrency: 4, maxAttempts: 1 },
      graceMs: 0,
      jobTimeoutMs: 1000,
      janitorIntervalMs: 60_000,
      retention: { resultMs: null },
      locks: { lockDurationMs: 3000, stalledIntervalMs: 1000 },
      tempDir: '/scratch',
      limits: { maxFrames: 900 },
      modelPath: '/models/mine.task',
      poseEngine: 'mediapipe',
      engineThreads: 3,
      ecsAgentUri: 'http://169.254.170.2/api/0f9a',
    });
  });

  test('jobs share the processors, unless the threads per job are set', () => {
    const processors = availableParallelism();
    const threads = (env: NodeJS.ProcessEnv): number => readWorkerSettings(env).engineThreads;
    expect(threads({})).toBe(Math.min(4, processors));
    expect(threads({ WORKER_CONCURRENCY: String(processors) })).toBe(1);
    expect(threads({ WORKER_CONCURRENCY: String(2 * processors) })).toBe(1);
    expect(threads({ WORKER_CONCURRENCY: '2', ENGINE_THREADS: '5' })).toBe(5);
    expect(() => threads({ ENGINE_THREADS: 'all' })).toThrow(/ENGINE_THREADS is "all"/);
  });

  test('refuses a worker that would do nothing', () => {
    expect(() => readWorkerSettings({ WORKER_CONCURRENCY: '0' })).toThrow(
      /WORKER_CONCURRENCY is "0"/,
    );
    expect(() => readWorkerSettings({ STORE: 's3' })).toThrow(/S3_BUCKET is not set/);
  });
});
