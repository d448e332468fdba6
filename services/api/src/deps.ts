import type { JobQueue, Ledger } from '@dance-pose/queue';
import type { Logger } from '@dance-pose/runtime';
import type { ObjectStore, SignedObjectHandler } from '@dance-pose/storage';
import type { JsonSchema } from './openapi/operation.ts';
import type { Slots } from './upload/slots.ts';

export interface AppOptions {
  readonly store: ObjectStore;
  readonly queue: JobQueue;
  readonly ledger: Ledger;
  readonly log: Logger;
  /** Serves the links of a store that has no server of its own. */
  readonly signedObjects?: SignedObjectHandler;
  /** Origins of signed links that are not our own. */
  readonly mediaOrigins: readonly string[];
  /** Origin under which clients reach us; without it, the one that each request names. */
  readonly publicUrl?: string;
  readonly maxUploadBytes: number;
  readonly maxConcurrentUploads: number;
  /** How long `POST /upload` waits for its job. */
  readonly uploadWaitMs: number;
  /** How long signed links are good. */
  readonly urlTtlS: number;
  /** How often an event stream without events shows a sign of life. */
  readonly heartbeatMs: number;
  /** Fires when the server is closing: requests that wait for a job answer now. */
  readonly closing: AbortSignal;
}

/** What handlers work with. */
export interface AppDeps extends AppOptions {
  readonly uploadSlots: Slots;
  readonly openApi: JsonSchema;
}
