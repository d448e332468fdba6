import type { Retention } from '@dance-pose/contracts';
import type { JobQueue, Ledger, Limiter } from '@dance-pose/queue';
import type { ApiKeyEntry, Logger } from '@dance-pose/runtime';
import type { ObjectStore, SignedObjectHandler } from '@dance-pose/storage';
import type { ApiMetrics, Tracing } from '@dance-pose/telemetry';
import type { RequestHandler } from 'express';
import type { JsonSchema } from './http/operation.ts';
import type { Slots } from './upload/slots.ts';

/** The queue as operators see it, and their keys. */
export interface Admin {
  readonly keys: readonly ApiKeyEntry[];
  readonly board: RequestHandler;
}

export interface AppOptions {
  readonly store: ObjectStore;
  readonly queue: JobQueue;
  readonly ledger: Ledger;
  readonly limiter: Limiter;
  /** Counts in place of `limiter` while that cannot be reached, for those who only read. */
  readonly ownLimiter: Limiter;
  /** Who may use the API; none: everybody who can reach it, as one owner. */
  readonly apiKeys: readonly ApiKeyEntry[];
  /** Origins of web pages, besides ours, that may use the API. */
  readonly corsOrigins: readonly string[];
  /** What one caller may take. */
  readonly limits: CallerLimits;
  /** Addresses and networks of the proxies whose word on the client's address and host counts. */
  readonly trustedProxies: readonly string[];
  readonly log: Logger;
  /** Shows the queue to operators; without it nothing is there. */
  readonly admin?: Admin;
  readonly metrics: ApiMetrics;
  readonly tracing: Tracing;
  /** Serves the links of a store that has no server of its own. */
  readonly signedObjects?: SignedObjectHandler;
  /** Origins of signed links that are not our own. */
  readonly mediaOrigins: readonly string[];
  /** Origin under which clients reach us; without it, the one that each request names. */
  readonly publicUrl?: string;
  /** The built files of services/dashboard; where they are missing there are no pages. */
  readonly dashboardDir: string;
  readonly maxUploadBytes: number;
  readonly maxConcurrentUploads: number;
  /** How long `POST /upload` waits for its job. */
  readonly uploadWaitMs: number;
  /** How long jobs are kept after their end. */
  readonly retention: Retention;
  /** How long signed links are good. */
  readonly urlTtlS: number;
  /** A client that sends nothing of its body for so long is cut off. */
  readonly stalledAfterMs: number;
  /** How often an event stream without events shows a sign of life. */
  readonly heartbeatMs: number;
  /** Fires when the server is closing: requests that wait for a job answer now. */
  readonly closing: AbortSignal;
}

export interface CallerLimits {
  readonly requestsPerMinute: number;
  readonly uploadsAtOnce: number;
  /** Event streams, and answers that wait for the end of a job. */
  readonly waitsAtOnce: number;
  /** Jobs that wait or run, and those whose file is on its way. */
  readonly openJobs: number;
}

/** What handlers work with. */
export interface AppDeps extends AppOptions {
  readonly uploadSlots: Slots;
  readonly openApi: JsonSchema;
}
