import { tmpdir } from 'node:os';
import type { MediaLimits, Retention } from '@dance-pose/contracts';
import { z } from 'zod';
import { type EngineSettings, engineEnvShape, engineSettings } from './engine-env.ts';
import { count, parseEnv } from './env.ts';
import {
  checkServiceEnv,
  mediaLimits,
  retention,
  type ServiceEnv,
  type StoreSettings,
  serviceEnvShape,
  storeSettings,
  type TelemetrySettings,
  telemetrySettings,
} from './service-env.ts';

/** The maximum of Node's timers, nearly 25 days. */
const maxTimerMs = 2 ** 31 - 1;

export const workerEnvSchema = z
  .object({
    ...serviceEnvShape,
    ...engineEnvShape,
    /** Number of concurrent jobs of this process. */
    WORKER_CONCURRENCY: count.default(1),
    /** Number of attempts before a job counts as failed; losing the worker ends an attempt. */
    MAX_ATTEMPTS: count.default(7),
    /** Time limit of one attempt. */
    JOB_TIMEOUT_MS: count.max(maxTimerMs).default(3_600_000),
    /** Interval between runs of the janitor, which one of the workers executes. */
    JANITOR_INTERVAL_S: count.default(900),
    /** Time that running jobs get after SIGTERM; the container's stop timeout must be longer. */
    SHUTDOWN_GRACE_MS: z.coerce.number().int().nonnegative().default(30_000),
    /** A worker that does not renew its lock in this time loses its jobs to the others. */
    LOCK_DURATION_MS: count.default(30_000),
    /** Interval of the search for lost jobs. */
    STALLED_INTERVAL_MS: count.default(15_000),
    /** Must not be shared with workers on other machines: leftovers of dead workers are removed from it. */
    TEMP_DIR: z.string().optional(),
    /** Set by Amazon ECS in its containers: the endpoint that protects this task from scale-in. */
    ECS_AGENT_URI: z.url({ protocol: /^http$/ }).optional(),
  })
  .superRefine(checkServiceEnv);

export interface WorkerSettings extends EngineSettings {
  readonly logLevel: ServiceEnv['LOG_LEVEL'];
  readonly telemetry: TelemetrySettings;
  readonly redis: { readonly redisUrl: string; readonly prefix: string };
  readonly locks: { readonly lockDurationMs: number; readonly stalledIntervalMs: number };
  readonly store: StoreSettings;
  readonly limits: MediaLimits;
  readonly consumer: { readonly concurrency: number; readonly maxAttempts: number };
  readonly jobTimeoutMs: number;
  readonly retention: Retention;
  readonly janitorIntervalMs: number;
  readonly graceMs: number;
  readonly tempDir: string;
  readonly ecsAgentUri: string | undefined;
}

/**
 * Settings of a worker; the CLI's doctor reads them as well.
 * @throws EnvError naming every invalid variable.
 */
export function readWorkerSettings(
  variables: Readonly<Record<string, string | undefined>>,
): WorkerSettings {
  const env = parseEnv(workerEnvSchema, variables);
  return {
    logLevel: env.LOG_LEVEL,
    telemetry: telemetrySettings(env),
    redis: { redisUrl: env.REDIS_URL, prefix: env.QUEUE_PREFIX },
    locks: { lockDurationMs: env.LOCK_DURATION_MS, stalledIntervalMs: env.STALLED_INTERVAL_MS },
    store: storeSettings(env),
    limits: mediaLimits(env),
    consumer: { concurrency: env.WORKER_CONCURRENCY, maxAttempts: env.MAX_ATTEMPTS },
    jobTimeoutMs: env.JOB_TIMEOUT_MS,
    retention: retention(env),
    janitorIntervalMs: env.JANITOR_INTERVAL_S * 1000,
    graceMs: env.SHUTDOWN_GRACE_MS,
    tempDir: env.TEMP_DIR ?? tmpdir(),
    ...engineSettings(env, env.WORKER_CONCURRENCY),
    ecsAgentUri: env.ECS_AGENT_URI,
  };
}
