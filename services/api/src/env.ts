import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { Retention } from '@dance-pose/contracts';
import {
  type ApiKeyEntry,
  apiKeysSchema,
  checkServiceEnv,
  count,
  parseEnv,
  retention,
  type ServiceEnv,
  type StoreSettings,
  serviceEnvShape,
  storeSettings,
  type TelemetrySettings,
  telemetrySettings,
} from '@dance-pose/runtime';
import { z } from 'zod';
import type { CallerLimits } from './deps.ts';

const loopbackHosts = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** Scheme, host and port, as browsers write them in `Origin`. */
const originSchema = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((url) => new URL(url).pathname === '/', 'must be an origin, without a path')
  .transform((url) => new URL(url).origin);

const listOf = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .transform((list) => list.split(',').map((entry) => entry.trim()))
    .pipe(z.array(item))
    .default([]);

const proxySchema = z
  .string()
  .refine((entry) => isProxy(entry), 'must be addresses, networks such as 10.0.0.0/8, or loopback');

export const apiEnvSchema = z
  .object({
    ...serviceEnvShape,
    PORT: z.coerce.number().int().min(0).max(65_535).default(8000),
    HOST: z.string().default('127.0.0.1'),
    /** Names of clients and the SHA-256 of their API keys, as `dance-pose keys new` prints them. */
    API_KEYS: apiKeysSchema.default([]),
    /** Keys of operators, in the format of API_KEYS; they open the page that shows the queue with all jobs. */
    ADMIN_KEYS: apiKeysSchema.default([]),
    /** Lets anyone who can reach HOST see and make jobs. */
    ALLOW_ANONYMOUS: z.stringbool().default(false),
    /** Scheme, host and port under which clients reach the API, such as `https://pose.example.org`. */
    PUBLIC_URL: originSchema.optional(),
    /** Origins of other web pages that may use the API, separated by commas. */
    CORS_ORIGINS: listOf(originSchema),
    /** Proxies in front of the API whose X-Forwarded headers are trusted. */
    TRUSTED_PROXIES: listOf(proxySchema),
    /** Limits of one key, or of one address if there are no keys. By default each open job can be polled once a second. */
    MAX_REQUESTS_PER_MINUTE: count.default(6000),
    MAX_UPLOADS_PER_CALLER: count.default(4),
    MAX_WAITS_PER_CALLER: count.default(200),
    MAX_OPEN_JOBS_PER_CALLER: count.default(100),
    /** Signs the URLs of the disk store. */
    URL_SECRET: z.string().min(16).optional(),
    /** Lifetime of presigned URLs; S3 allows a week at most. */
    URL_TTL_S: count.max(7 * 24 * 3600).default(3600),
    UPLOAD_WAIT_MS: z.coerce.number().int().nonnegative().default(300_000),
    MAX_CONCURRENT_UPLOADS: count.default(8),
    /** The built files of the dashboard. */
    DASHBOARD_DIR: z.string().default(resolve(import.meta.dirname, '../../dashboard/dist')),
    /** CloudWatch namespace of the queue's metrics, for processes whose log goes to CloudWatch. */
    BACKLOG_METRIC_NAMESPACE: z
      .string()
      .regex(/^(?!AWS\/)[\w.#:/-]{1,256}$/, 'must be a CloudWatch namespace, such as DancePose')
      .optional(),
    /** Time for which idle connections stay open; longer than the proxy's, so that it never sends into a closed one. */
    KEEP_ALIVE_MS: count.default(65_000),
    /** Time that running requests get to finish on shutdown. */
    SHUTDOWN_GRACE_MS: z.coerce.number().int().nonnegative().default(25_000),
  })
  .superRefine((env, context) => {
    checkServiceEnv(env, context);
    if (env.STORE === 'disk' && env.URL_SECRET === undefined) {
      const message = 'STORE is "disk", which signs its URLs with this secret';
      context.addIssue({ code: 'custom', path: ['URL_SECRET'], message });
    }
    if (env.ALLOW_ANONYMOUS && env.API_KEYS.length > 0) {
      const message =
        'conflicts with API_KEYS, which requires a key from every client; set only one of them';
      context.addIssue({ code: 'custom', path: ['ALLOW_ANONYMOUS'], message });
    }
    if (!env.ALLOW_ANONYMOUS && env.API_KEYS.length === 0 && !loopbackHosts.test(env.HOST)) {
      const message =
        'without API keys, anyone who can reach this address can see every job; listen on 127.0.0.1, set API_KEYS, or set ALLOW_ANONYMOUS=true on a trusted network';
      context.addIssue({ code: 'custom', path: ['HOST'], message });
    }
  });

const proxyNames = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** The values that Express accepts for `trust proxy`. */
function isProxy(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/');
  if (proxyNames.has(entry)) return true;
  const size = { 4: 32, 6: 128 }[isIP(address)];
  if (size === undefined || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= size);
}

export interface ApiSettings {
  readonly host: string;
  readonly port: number;
  readonly graceMs: number;
  readonly keepAliveMs: number;
  readonly logLevel: ServiceEnv['LOG_LEVEL'];
  readonly telemetry: TelemetrySettings;
  /** Undefined: no CloudWatch metrics. */
  readonly backlogNamespace: string | undefined;
  readonly adminKeys: readonly ApiKeyEntry[];
  readonly redis: { readonly redisUrl: string; readonly prefix: string };
  readonly store: StoreSettings;
  /** Signs the URLs of the disk store; empty with S3. */
  readonly urlSecret: string;
  readonly app: {
    readonly apiKeys: readonly ApiKeyEntry[];
    readonly corsOrigins: readonly string[];
    readonly trustedProxies: readonly string[];
    readonly limits: CallerLimits;
    readonly publicUrl?: string;
    readonly dashboardDir: string;
    readonly maxUploadBytes: number;
    readonly maxConcurrentUploads: number;
    readonly uploadWaitMs: number;
    readonly retention: Retention;
    readonly urlTtlS: number;
  };
}

/** @throws EnvError that names every invalid variable. */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): ApiSettings {
  const env = parseEnv(apiEnvSchema, variables);
  return {
    host: env.HOST,
    port: env.PORT,
    graceMs: env.SHUTDOWN_GRACE_MS,
    keepAliveMs: env.KEEP_ALIVE_MS,
    logLevel: env.LOG_LEVEL,
    telemetry: telemetrySettings(env),
    backlogNamespace: env.BACKLOG_METRIC_NAMESPACE,
    adminKeys: env.ADMIN_KEYS,
    redis: { redisUrl: env.REDIS_URL, prefix: env.QUEUE_PREFIX },
    store: storeSettings(env),
    urlSecret: env.URL_SECRET ?? '',
    app: {
      ...(env.PUBLIC_URL === undefined ? {} : { publicUrl: env.PUBLIC_URL }),
      apiKeys: env.API_KEYS,
      corsOrigins: env.CORS_ORIGINS,
      trustedProxies: env.TRUSTED_PROXIES,
      limits: {
        requestsPerMinute: env.MAX_REQUESTS_PER_MINUTE,
        uploadsAtOnce: env.MAX_UPLOADS_PER_CALLER,
        waitsAtOnce: env.MAX_WAITS_PER_CALLER,
        openJobs: env.MAX_OPEN_JOBS_PER_CALLER,
      },
      dashboardDir: env.DASHBOARD_DIR,
      maxUploadBytes: env.MAX_UPLOAD_BYTES,
      maxConcurrentUploads: env.MAX_CONCURRENT_UPLOADS,
      uploadWaitMs: env.UPLOAD_WAIT_MS,
      retention: retention(env),
      urlTtlS: env.URL_TTL_S,
    },
  };
}
