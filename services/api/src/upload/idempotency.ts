import { createHash } from 'node:crypto';
import { type JobId, jobIdSchema, UserError } from '@dance-pose/contracts';
import { z } from 'zod';
import type { Call } from '../http/endpoint.ts';

/** How long a key is remembered after the job was made. */
const keptMs = 24 * 3600_000;
/** A key whose request is under way; renewed while it is, so that a crash of ours frees it soon. */
const leaseMs = 60_000;
const renewEveryMs = 20_000;

const entrySchema = z.object({
  /** What the key was first used for. */
  fingerprint: z.string(),
  /** Absent while the request is under way. */
  jobId: jobIdSchema.optional(),
});
type Entry = z.infer<typeof entrySchema>;

/**
 * Makes a job once for all requests with the same `Idempotency-Key`; without the header, every time.
 * A request that fails frees its key.
 * @throws `UserError('request-in-progress' | 'idempotency-key-reused')`
 */
export async function oncePerKey(call: Call, makeJob: () => Promise<JobId>): Promise<JobId> {
  const key = ledgerKey(call);
  if (key === undefined) return makeJob();
  const { ledger } = call.deps;
  const fingerprint = fingerprintOf(call);
  const earlier = await ledger.claim(key, JSON.stringify({ fingerprint }), leaseMs);
  if (earlier !== undefined) return replay(entrySchema.parse(JSON.parse(earlier)), fingerprint);
  await using undo = new AsyncDisposableStack();
  undo.defer(() => ledger.forget(key));
  const jobId = await keepingLease(call, key, { fingerprint }, makeJob);
  undo.move();
  await ledger.set(key, JSON.stringify({ fingerprint, jobId }), keptMs);
  return jobId;
}

function replay(earlier: Entry, fingerprint: string): JobId {
  if (earlier.fingerprint !== fingerprint) {
    throw new UserError(
      'idempotency-key-reused',
      'This Idempotency-Key was sent before with another request. Use a new key for each new job.',
    );
  }
  if (earlier.jobId === undefined) {
    throw new UserError(
      'request-in-progress',
      'The first request with this Idempotency-Key is still being received. Ask again in a moment.',
    );
  }
  return earlier.jobId;
}

async function keepingLease(
  { deps: { ledger, log }, requestId }: Call,
  key: string,
  entry: Entry,
  work: () => Promise<JobId>,
): Promise<JobId> {
  const timer = setInterval(() => {
    ledger.set(key, JSON.stringify(entry), leaseMs).catch((error: unknown) => {
      log.warn({ err: error, requestId }, 'the lease of an Idempotency-Key was not renewed');
    });
  }, renewEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

function ledgerKey({ request, owner }: Call): string | undefined {
  const given = request.get('idempotency-key');
  if (given === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(given)) {
    throw new UserError(
      'invalid-request',
      'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces, such as a UUID.',
    );
  }
  return `idempotency:${owner}:${given}`;
}

/** Tells apart what can be told before a file of gigabytes has arrived. */
function fingerprintOf({ request }: Call): string {
  const isJson = Boolean(request.is('application/json'));
  const parts = [
    request.method,
    request.path,
    isJson ? JSON.stringify(request.body) : request.get('content-length'),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
