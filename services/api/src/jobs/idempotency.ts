import { createHash } from 'node:crypto';
import { type JobId, jobIdSchema, UserError } from '@dance-pose/contracts';
import type { Request } from 'express';
import { z } from 'zod';
import type { Call } from '../http/endpoint.ts';
import { mayBeQueued } from './may-be-queued.ts';

/** How long a key is remembered. */
const keptMs = 24 * 3600_000;
/** Held by the request that is at it; renewed while it is, so that a crash of ours frees it soon. */
const leaseMs = 60_000;
const renewEveryMs = 20_000;

const entrySchema = z.object({
  /** What the key was first used for. */
  fingerprint: z.string(),
  /** The job that the key stands for, made or not: whoever takes up a request that died makes this one. */
  jobId: jobIdSchema,
  made: z.boolean(),
});
type Entry = z.infer<typeof entrySchema>;

type LeaseCall = Pick<Call, 'ledger' | 'log' | 'requestId'>;
export type KeyedCall = LeaseCall & Pick<Call, 'request' | 'owner' | 'queue'>;

/**
 * Makes the job once for all requests with the same `Idempotency-Key`, and gives its id, which is that of the
 * first of them; without the header it is made as `id`. A request that surely made no job frees its key.
 * @throws `UserError('request-in-progress' | 'idempotency-key-reused')`
 */
export async function oncePerKey(
  call: KeyedCall,
  id: JobId,
  makeJob: (id: JobId) => Promise<void>,
): Promise<JobId> {
  const name = keyName(call);
  if (name === undefined) {
    await makeJob(id);
    return id;
  }
  const { ledger } = call;
  const key = `idempotency:${name}`;
  const mine: Entry = { fingerprint: fingerprintOf(call.request), jobId: id, made: false };
  const earlier = await ledger.claim(key, JSON.stringify(mine), keptMs);
  const entry = earlier === undefined ? mine : sameRequest(earlier, mine);
  const { jobId } = entry;
  if (entry.made) return jobId;
  await using _lease = await takeLease(call, `idempotency-lease:${name}`);
  if (earlier === undefined || !(await isThere(call, jobId))) {
    await using undo = new AsyncDisposableStack();
    undo.defer(async () => {
      if (!(await mayBeQueued(call, jobId))) await ledger.forget(key);
    });
    await makeJob(jobId);
    undo.move();
  }
  await ledger.set(key, JSON.stringify({ ...entry, made: true } satisfies Entry), keptMs);
  return jobId;
}

function sameRequest(earlier: string, { fingerprint }: Entry): Entry {
  const entry = entrySchema.parse(JSON.parse(earlier));
  if (entry.fingerprint === fingerprint) return entry;
  throw new UserError(
    'idempotency-key-reused',
    'This Idempotency-Key was already used for a different request. Use a new key for each job.',
  );
}

/** Whether the request that died before us had got as far as making the job. */
async function isThere({ queue, owner }: Pick<Call, 'queue' | 'owner'>, id: JobId) {
  return (await queue.get(id))?.owner === owner;
}

/** Keeps other requests with the same key away until it is disposed. */
async function takeLease(
  { ledger, log, requestId }: LeaseCall,
  key: string,
): Promise<AsyncDisposable> {
  if ((await ledger.claim(key, requestId, leaseMs)) !== undefined) {
    throw new UserError(
      'request-in-progress',
      'The first request with this Idempotency-Key is still in progress. Try again in a moment.',
    );
  }
  const note = (failure: string) => (err: unknown) => log.warn({ err, requestId }, failure);
  const timer = setInterval(() => {
    const renewal = ledger.set(key, requestId, leaseMs);
    renewal.catch(note('the lease of an Idempotency-Key was not renewed'));
  }, renewEveryMs).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      // The request is none the worse for it, and the lease runs out by itself.
      await ledger.forget(key).catch(note('the lease of an Idempotency-Key was not released'));
    },
  };
}

/** Each owner has keys of its own. */
function keyName({ request, owner }: Pick<Call, 'request' | 'owner'>): string | undefined {
  const given = request.get('idempotency-key');
  if (given === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(given)) {
    throw new UserError(
      'invalid-request',
      'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces, such as a UUID.',
    );
  }
  return `${owner}:${given}`;
}

/** Tells apart what can be told before a file of gigabytes has arrived. */
function fingerprintOf(request: Request): string {
  const isJson = Boolean(request.is('application/json'));
  const parts = [
    request.method,
    request.path,
    isJson ? JSON.stringify(request.body) : request.get('content-length'),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
