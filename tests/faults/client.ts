import { setTimeout as sleep } from 'node:timers/promises';
import { isEnded, type JobDocument, jobDocumentSchema } from '@dance-pose/contracts';
import type { Input, Inputs } from './inputs.ts';
import type { PlannedJob } from './plan.ts';
import type { RunLog } from './run-log.ts';

/** The course of one job as its client saw it. */
export interface JobStory {
  readonly planned: PlannedJob;
  readonly id: string;
  /** The job when it was first seen to have ended; null if it was deleted. */
  readonly ended: JobDocument | null;
  /** Status of the cancel response: 200, or 409 if the job had ended. */
  readonly cancelAnswer: number | null;
  /** Number of repeated requests. */
  readonly retries: number;
  readonly tookMs: number;
}

export interface ClientOptions {
  readonly url: string;
  readonly inputs: Inputs;
  readonly log: RunLog;
  /** Aborts everything. */
  readonly signal: AbortSignal;
}

const requestLimitMs = 15_000;

/** Submits the job and follows it, through all failures, until it has ended as planned. */
export async function followJob(planned: PlannedJob, options: ClientOptions): Promise<JobStory> {
  const { inputs, log, signal } = options;
  await sleep(Math.max(0, planned.atMs - log.now()), undefined, { signal });
  const client = createClient(options);
  const startedMs = log.now();
  const { id } = await client.submit(inputs[planned.input], planned.restMs);
  log.note('submitted', { name: planned.name, id, input: planned.input, wish: planned.wish });
  let cancelAnswer: number | null = null;
  if (planned.wish !== 'result') await sleep(planned.wishAfterMs, undefined, { signal });
  if (planned.wish === 'cancelled') cancelAnswer = await client.cancel(id);
  if (planned.wish === 'deleted') await client.remove(id);
  const ended = planned.wish === 'deleted' ? null : await client.ended(id);
  const tookMs = log.now() - startedMs;
  log.note('job over', { name: planned.name, id, state: ended?.state ?? 'deleted', tookMs });
  return { planned, id, ended, cancelAnswer, retries: client.retries, tookMs };
}

/** Repeats what a good client repeats: no response, 409 while the first attempt is in progress, 429 and 5xx. */
function createClient({ url, signal }: Pick<ClientOptions, 'url' | 'signal'>) {
  let retries = 0;
  const persist = async (send: (limit: AbortSignal) => Promise<Response>): Promise<Response> => {
    for (;;) {
      signal.throwIfAborted();
      const limit = AbortSignal.any([signal, AbortSignal.timeout(requestLimitMs)]);
      const response = await send(limit).catch(() => undefined);
      if (response !== undefined && !(await isPassing(response))) return response;
      retries += 1;
      await sleep(250, undefined, { signal });
    }
  };
  const call = (path: string, method = 'GET') =>
    persist((limit) => fetch(`${url}${path}`, { method, signal: limit }));
  const expectStatus = async (response: Response, ...wanted: number[]): Promise<number> => {
    if (wanted.includes(response.status)) return response.status;
    throw new Error(`${response.status} ${response.url}: ${await response.text()}`);
  };
  const read = async (response: Response, status: number): Promise<JobDocument> => {
    await expectStatus(response, status);
    return jobDocumentSchema.parse(await response.json());
  };
  return {
    get retries() {
      return retries;
    },
    async submit(input: Input, restMs: number): Promise<JobDocument> {
      const key = crypto.randomUUID();
      const response = await persist((limit) =>
        upload(`${url}/v1/jobs`, input, { key, restMs, limit }),
      );
      return read(response, 202);
    },
    async ended(id: string): Promise<JobDocument> {
      for (;;) {
        const job = await read(await call(`/v1/jobs/${id}`), 200);
        if (isEnded(job.state)) return job;
        await sleep(250, undefined, { signal });
      }
    },
    cancel: async (id: string) =>
      expectStatus(await call(`/v1/jobs/${id}/cancel`, 'POST'), 200, 409),
    // An earlier request whose response was lost may have removed it.
    remove: async (id: string) => expectStatus(await call(`/v1/jobs/${id}`, 'DELETE'), 204, 404),
  };
}

async function isPassing(response: Response): Promise<boolean> {
  if (response.status === 429 || response.status >= 500) return true;
  if (response.status !== 409) return false;
  return (await response.clone().text()).includes('request-in-progress');
}

interface Upload {
  readonly key: string;
  readonly restMs: number;
  readonly limit: AbortSignal;
}

async function upload(
  url: string,
  input: Input,
  { key, restMs, limit }: Upload,
): Promise<Response> {
  const boundary = 'fault-run-boundary';
  const field = (name: string, rest: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n\r\n`;
  const file = `; filename="${input.fileName}"\r\nContent-Type: application/octet-stream`;
  const body = Buffer.concat([
    Buffer.from(`${field('model', '')}lite\r\n${field('file', file)}`),
    input.bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Idempotency-Key': key,
    },
    body: ReadableStream.from(inQuarters(body, restMs)),
    duplex: 'half',
    signal: limit,
  });
}

async function* inQuarters(body: Buffer, restMs: number): AsyncGenerator<Buffer> {
  const quarter = Math.ceil(body.length / 4);
  for (let at = 0; at < body.length; at += quarter) {
    yield body.subarray(at, at + quarter);
    if (restMs > 0) await sleep(restMs);
  }
}
