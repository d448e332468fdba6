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
    /** Names of those who may use the API and SHA-256 of their keys, as `dance-pose keys new` prints them. */
    API_KEYS: apiKeysSchema.default([]),
    /** Of operators, as API_KEYS: who may look at the queue with everybody's jobs in it. */
    ADMIN_KEYS: apiKeysSchema.default([]),
    /** Lets everybody who can reach HOST see and make jobs. */
    ALLOW_ANONYMOUS: z.stringbool().default(false),
    /** Scheme, host and port under which clients reach the API, such as `https://pose.example.org`. */
    PUBLIC_URL: originSchema.optional(),
    /** Origins of web pages besides ours that may use the API, with commas between them. */
    CORS_ORIGINS: listOf(originSchema),
    /** Proxies before us: their X-Forwarded headers say who the client is. */
    TRUSTED_PROXIES: listOf(proxySchema),
    /** What one key, or one address without keys, may take. Each open job may be asked for once a second. */
    MAX_REQUESTS_PER_MINUTE: count.default(6000),
    MAX_UPLOADS_PER_CALLER: count.default(4),
    MAX_WAITS_PER_CALLER: count.default(200),
    MAX_OPEN_JOBS_PER_CALLER: count.default(100),
    /** Signs the links of the disk store. */
    URL_SECRET: z.string().min(16).optional(),
    /** How long links are good; S3 allows a week at most. */
    URL_TTL_S: count.max(7 * 24 * 3600).default(3600),
    UPLOAD_WAIT_MS: z.coerce.number().int().nonnegative().default(300_000),
    MAX_CONCURRENT_UPLOADS: count.default(8),
    /** The built files of the dashboard. */
    DASHBOARD_DIR: z.string().default(resolve(import.meta.dirname, '../../dashboard/dist')),
    /** Namespace of the queue's metrics in CloudWatch, where the log of the process goes there. */
    BACKLOG_METRIC_NAMESPACE: z
      .string()
      .regex(/^(?!AWS\/)[\w.#:/-]{1,256}$/, 'must be a namespace of CloudWatch, such as DancePose')
      .optional(),
    /** How long an idle connection is kept: longer than the proxy before us keeps its own, or it sends into closed ones. */
    KEEP_ALIVE_MS: count.default(65_000),
    /** How long requests under way may take to end when the process is asked to stop. */
    SHUTDOWN_GRACE_MS: z.coerce.number().int().nonnegative().default(25_000),
  })
  .superRefine((env, context) => {
    checkServiceEnv(env, context);
    if (env.STORE === 'disk' && env.URL_SECRET === undefined) {
      const message = 'STORE is "disk", whose links need a secret to be signed with';
      context.addIssue({ code: 'custom', path: ['URL_SECRET'], message });
    }
    if (env.ALLOW_ANONYMOUS && env.API_KEYS.length > 0) {
      const message = 'API_KEYS asks everybody for a key; leave one of the two out';
      context.addIssue({ code: 'custom', path: ['ALLOW_ANONYMOUS'], message });
    }
    if (!env.ALLOW_ANONYMOUS && env.API_KEYS.length === 0 && !loopbackHosts.test(env.HOST)) {
      const message =
        'the API has no keys, so everybody who can reach it could see every job; listen on 127.0.0.1, set API_KEYS, or set ALLOW_ANONYMOUS=true when the network is trusted';
      context.addIssue({ code: 'custom', path: ['HOST'], message });
    }
  });

const proxyNames = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** As Express takes them for `trust proxy`. */
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
  /** Where CloudWatch reads metrics from the log. */
  readonly backlogNamespace: string | undefined;
  readonly adminKeys: readonly ApiKeyEntry[];
  readonly redis: { readonly redisUrl: string; readonly prefix: string };
  readonly store: StoreSettings;
  /** Of the disk store's links; empty with S3. */
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

/** @throws EnvError naming every variable that broke a rule. */
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
