import { join } from 'node:path';
import type { JobDocument } from '@dance-pose/contracts';
import {
  type CutConsumer,
  createMemoryLimiter,
  type JobConsumer,
  type JobQueue,
  type JobWork,
  type Ledger,
  type Limiter,
  type MakeCut,
  type MomentCuts,
} from '@dance-pose/queue';
import type { ObjectStore, SignedObjectHandler } from '@dance-pose/storage';
import { silentApiMetrics, silentTracing } from '@dance-pose/telemetry';
import { pino } from 'pino';
import { createApp } from '../app.ts';
import type { AppOptions } from '../deps.ts';
import { type HttpTimeouts, listen } from '../http/http-server.ts';

/** The adapters of an API under test. */
export interface Backend extends AsyncDisposable {
  readonly store: ObjectStore;
  readonly queue: JobQueue;
  readonly cuts: MomentCuts;
  readonly ledger: Ledger;
  readonly limiter: Limiter;
  readonly signedObjects?: SignedObjectHandler;
  consume(work: JobWork): JobConsumer;
  cut(make: MakeCut): CutConsumer;
}

export interface TestApi extends AsyncDisposable {
  readonly url: string;
  readonly backend: Backend;
  /** Log entries. */
  readonly logged: Record<string, unknown>[];
  /** Like fetch, on this server; does not follow redirects. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Like `request`, for JSON; fails on any other status. */
  json(status: number, path: string, init?: RequestInit): Promise<Record<string, unknown>>;
  /** Sends a clip in a form; fails if no job was made. */
  submit(fileName: string, fields?: Record<string, string>): Promise<JobDocument>;
  /** Waits for the end of a job. */
  end(id: string): Promise<JobDocument>;
  /** Keys of all objects in the store. */
  keys(): Promise<string[]>;
  /** Ends waiting requests, as a shutdown does. */
  startClosing(): void;
}

/** Starts an API on a free port of 127.0.0.1. Disposing it does not dispose the backend. */
export async function startTestApi(
  backend: Backend,
  options: Partial<AppOptions> = {},
  timeouts: Partial<HttpTimeouts> = {},
): Promise<TestApi> {
  const logged: Record<string, unknown>[] = [];
  const closing = new AbortController();
  const app = createApp({
    ...backend,
    log: pino({ level: 'debug' }, { write: (line) => logged.push(JSON.parse(line)) }),
    ...defaults,
    localLimiter: createMemoryLimiter(),
    metrics: silentApiMetrics,
    tracing: silentTracing,
    closing: closing.signal,
    ...options,
  });
  const server = await listen(app, { host: '127.0.0.1', port: 0 }, timeouts);
  const url = `http://127.0.0.1:${server.address.port}`;
  const request: TestApi['request'] = (path, init) =>
    fetch(new URL(path, url), { redirect: 'manual', ...init });
  const json: TestApi['json'] = async (status, path, init) => {
    const response = await request(path, init);
    const body = (await response.json()) as Record<string, unknown>;
    if (response.status === status) return body;
    throw new Error(`${path} answered ${response.status}: ${JSON.stringify(body)}`);
  };
  return {
    ...{ url, backend, logged, request, json },
    submit: async (fileName, fields) =>
      (await json(202, '/v1/jobs', {
        method: 'POST',
        body: clipForm(fileName, fields),
      })) as JobDocument,
    end: async (id) =>
      (await json(200, `/v1/jobs/${id}`, { headers: { Prefer: 'wait=20' } })) as JobDocument,
    keys: () => keysOf(backend.store),
    startClosing: () => closing.abort(),
    async [Symbol.asyncDispose]() {
      closing.abort();
      await server.close(2000);
    },
  };
}

const defaults = {
  apiKeys: [],
  corsOrigins: [],
  trustedProxies: [],
  limits: { requestsPerMinute: 100_000, uploadsAtOnce: 8, waitsAtOnce: 100, openJobs: 100 },
  mediaOrigins: [],
  dashboardDir: join(import.meta.dirname, 'dashboard'),
  maxUploadBytes: 1_000_000,
  maxConcurrentUploads: 8,
  uploadWaitMs: 10_000,
  retention: { uploadMs: 1000, resultMs: 2000, failedMs: null },
  urlTtlS: 600,
  heartbeatMs: 15_000,
  stalledAfterMs: 120_000,
};

export const clipBytes = Buffer.from('not really a clip, but nobody here looks');

export function clipForm(fileName: string, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  form.set('file', new Blob([clipBytes]), fileName);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

async function keysOf(store: ObjectStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}
