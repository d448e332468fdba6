import { defaultMediaLimits, type MediaLimits, type Retention } from '@dance-pose/contracts';
import { z } from 'zod';
import { count } from './env.ts';

const dayS = 24 * 3600;
/** Time to live in seconds; 0: no limit. */
const ttlS = z.coerce.number().int().nonnegative();

const bytesPerMb = 1024 ** 2;
/** Encoding 720p takes 400 MB. */
const minChildMemoryMb = 256;

/** Limits of an input and of the processes that read it, for every process that opens one. */
export const limitsEnvShape = {
  MAX_UPLOAD_BYTES: count.default(defaultMediaLimits.maxBytes),
  MAX_DURATION_MS: count.default(defaultMediaLimits.maxDurationMs),
  MAX_PIXELS: count.default(defaultMediaLimits.maxPixels),
  MAX_FRAMES: count.default(defaultMediaLimits.maxFrames),
  /** Limit of each ffmpeg or ffprobe process; an active job runs one at a time. */
  MAX_CHILD_MEMORY_MB: count
    .min(minChildMemoryMb)
    .default(defaultMediaLimits.maxMemoryBytes / bytesPerMb),
  /** CPU time of each ffmpeg or ffprobe process. */
  MAX_CHILD_CPU_S: count.default(defaultMediaLimits.maxCpuSeconds),
} as const;

/** Settings that the API and its workers must share; each service spreads them into its own schema. */
export const serviceEnvShape = {
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).default('redis://127.0.0.1:6379'),
  /** Prefix of every Redis key; it lets several installations share a Redis. */
  QUEUE_PREFIX: z
    .string()
    .regex(/^[\w.-]+$/, 'must consist of letters, digits, dots, dashes and underscores')
    .default('dance-pose'),
  STORE: z.enum(['disk', 's3']).default('disk'),
  /** Folder of the disk store. */
  DATA_DIR: z.string().default('.data/store'),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  /** URL of an S3-compatible server; unset: AWS. */
  S3_ENDPOINT: z.url().optional(),
  /** URL of the same server as clients reach it, if different from `S3_ENDPOINT`. */
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().optional(),
  ...limitsEnvShape,
  /** Time to live of an upload without a job, and of an input after the end of its job. */
  UPLOAD_TTL_S: ttlS.default(7 * dayS),
  /** Time to live of completed jobs and their artifacts. */
  RESULT_TTL_S: ttlS.default(30 * dayS),
  /** Time to live of failed and cancelled jobs. */
  FAILED_TTL_S: ttlS.default(60 * dayS),
  /** Port of `/metrics` and `/healthz`, separate from the users' port; unset: neither is served. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** URL of an OpenTelemetry collector that receives traces (OTLP over HTTP); unset: tracing is off. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_SDK_DISABLED: z.stringbool().default(false),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
} as const;

const serviceEnvSchema = z.object(serviceEnvShape);
export type ServiceEnv = z.output<typeof serviceEnvSchema>;

/** Rules that involve several variables, for `superRefine`. */
export function checkServiceEnv(
  env: Pick<ServiceEnv, 'STORE' | 'S3_BUCKET'>,
  context: z.RefinementCtx,
): void {
  if (env.STORE === 's3' && env.S3_BUCKET === undefined) {
    const message = 'STORE=s3 requires the name of a bucket';
    context.addIssue({ code: 'custom', path: ['S3_BUCKET'], message });
  }
}

/** Location of the objects; the fields match the factories of `packages/storage`. */
export type StoreSettings =
  | { readonly kind: 'disk'; readonly root: string }
  | {
      readonly kind: 's3';
      readonly bucket: string;
      readonly region: string;
      readonly endpoint?: string;
      readonly publicEndpoint?: string;
      readonly forcePathStyle?: boolean;
    };

export function storeSettings(env: ServiceEnv): StoreSettings {
  if (env.STORE === 'disk') return { kind: 'disk', root: env.DATA_DIR };
  return {
    kind: 's3',
    bucket: env.S3_BUCKET ?? '',
    region: env.S3_REGION,
    ...(env.S3_ENDPOINT === undefined ? {} : { endpoint: env.S3_ENDPOINT }),
    ...(env.S3_PUBLIC_ENDPOINT === undefined ? {} : { publicEndpoint: env.S3_PUBLIC_ENDPOINT }),
    ...(env.S3_FORCE_PATH_STYLE === undefined ? {} : { forcePathStyle: env.S3_FORCE_PATH_STYLE }),
  };
}

/** Metrics and traces of a process. */
export interface TelemetrySettings {
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  /** True if a collector is set; the exporter reads its address and headers from the environment itself. */
  readonly tracing: boolean;
}

export function telemetrySettings(env: ServiceEnv): TelemetrySettings {
  const port = env.METRICS_PORT;
  const collector = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return {
    metrics: port === undefined ? undefined : { host: env.METRICS_HOST, port },
    tracing: collector !== undefined && !env.OTEL_SDK_DISABLED,
  };
}

type LimitsEnv = Pick<ServiceEnv, keyof typeof limitsEnvShape>;

export function mediaLimits(env: LimitsEnv): MediaLimits {
  return {
    maxBytes: env.MAX_UPLOAD_BYTES,
    maxDurationMs: env.MAX_DURATION_MS,
    maxPixels: env.MAX_PIXELS,
    maxFrames: env.MAX_FRAMES,
    maxMemoryBytes: env.MAX_CHILD_MEMORY_MB * bytesPerMb,
    maxCpuSeconds: env.MAX_CHILD_CPU_S,
  };
}

type RetentionEnv = Pick<ServiceEnv, 'UPLOAD_TTL_S' | 'RESULT_TTL_S' | 'FAILED_TTL_S'>;

export function retention(env: RetentionEnv): Retention {
  const keptMs = (seconds: number): number | null => (seconds === 0 ? null : seconds * 1000);
  return {
    uploadMs: keptMs(env.UPLOAD_TTL_S),
    resultMs: keptMs(env.RESULT_TTL_S),
    failedMs: keptMs(env.FAILED_TTL_S),
  };
}
