import type { Retention } from '@dance-pose/contracts';
import type { JobQueue, Ledger, Limiter, MomentCuts } from '@dance-pose/queue';
import type { ApiKeyEntry, Logger } from '@dance-pose/runtime';
import type { ObjectStore, SignedObjectHandler } from '@dance-pose/storage';
import type { ApiMetrics, Tracing } from '@dance-pose/telemetry';
import type { RequestHandler } from 'express';
import type { JsonSchema } from './http/operation.ts';
import type { Slots } from './upload/slots.ts';

/** The page that shows the queue, and the keys of the operators who may open it. */
export interface Admin {
  readonly keys: readonly ApiKeyEntry[];
  readonly board: RequestHandler;
}

/** Limits of one caller. */
export interface CallerLimits {
  readonly requestsPerMinute: number;
  readonly uploadsAtOnce: number;
  /** Event streams, and responses held back until a job ends. */
  readonly waitsAtOnce: number;
  /** Jobs that are queued, active, or still uploading. */
  readonly openJobs: number;
}

/** Dependencies of the handlers. A {@link Call} carries them. */
export interface HandlerDeps {
  readonly store: ObjectStore;
  readonly queue: JobQueue;
  readonly cuts: MomentCuts;
  readonly ledger: Ledger;
  readonly limiter: Limiter;
  readonly limits: CallerLimits;
  /** API keys that are accepted; empty: no key is needed, and all callers are one owner. */
  readonly apiKeys: readonly ApiKeyEntry[];
  readonly log: Logger;
  readonly metrics: ApiMetrics;
  /** Uploads that this process receives at once. */
  readonly uploadSlots: Slots;
  readonly openApi: JsonSchema;
  readonly maxUploadBytes: number;
  /** Longest time that `POST /upload` waits for its job. */
  readonly uploadWaitMs: number;
  /** Time for which jobs are kept after their end. */
  readonly retention: Retention;
  /** Lifetime of presigned URLs. */
  readonly urlTtlS: number;
  /** Interval of the heartbeats in an event stream without events. */
  readonly heartbeatMs: number;
}

/** Dependencies of the whole service: those of the handlers, and those of the HTTP layer around them. */
export interface AppDeps extends HandlerDeps {
  /** Counts requests that only read while `limiter` is unreachable. */
  readonly localLimiter: Limiter;
  /** Origins of other web pages that may use the API. */
  readonly corsOrigins: readonly string[];
  /** Addresses and networks of proxies whose X-Forwarded headers are trusted. */
  readonly trustedProxies: readonly string[];
  /** Undefined: the queue's page does not exist. */
  readonly admin?: Admin;
  readonly tracing: Tracing;
  /** Serves the presigned URLs of a store without a server of its own. */
  readonly signedObjects?: SignedObjectHandler;
  /** Origins of presigned URLs on other servers. */
  readonly mediaOrigins: readonly string[];
  /** Origin under which clients reach the API; undefined: the one that each request names. */
  readonly publicUrl?: string;
  /** The built files of services/dashboard; if missing, no pages are served. */
  readonly dashboardDir: string;
  readonly maxConcurrentUploads: number;
  /** A client that sends no byte of its body for this long is disconnected. */
  readonly stalledAfterMs: number;
  /** Fires when the server shuts down: requests that wait for a job answer at once. */
  readonly closing: AbortSignal;
}

export type AppOptions = Omit<AppDeps, 'uploadSlots' | 'openApi'>;
