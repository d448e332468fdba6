import { randomUUID } from 'node:crypto';
import { isEnded, type JobId, UserError } from '@dance-pose/contracts';
import type { Call } from '../http/endpoint.ts';

/** Slots of a process that dies during an upload or a wait become free after this time. */
const heldTtlMs = 60_000;
const renewEveryMs = 20_000;
/** Slots of jobs are freed when their owner needs them; no job stays open for longer than this. */
const jobTtlMs = 7 * 24 * 3600_000;

type Holder = Pick<Call, 'who'>;

const uploadsOf = ({ who }: Holder): string => `uploads:${who}`;
const waitsOf = ({ who }: Holder): string => `waits:${who}`;
const jobsOf = ({ who }: Holder): string => `jobs:${who}`;

type HeldSlotCall = Pick<Call, 'limiter' | 'log' | 'requestId'>;
export type UploadSlotCall = HeldSlotCall & Pick<Call, 'who' | 'limits'>;
export type WaitSlotCall = UploadSlotCall & Pick<Call, 'clientGone'>;
export type JobSlotCall = Pick<Call, 'who' | 'limits' | 'limiter' | 'queue'>;

/**
 * Takes one of the caller's upload slots until the result is disposed.
 * @throws `UserError('too-many-requests')`
 */
export async function takeUploadSlot(call: UploadSlotCall, id: JobId): Promise<AsyncDisposable> {
  const limit = call.limits.uploadsAtOnce;
  const slot = await hold(call, { key: uploadsOf(call), holder: id, limit });
  if (slot !== undefined) return slot;
  throw tooMany(`You are already uploading ${limit} files. Wait until one has finished.`);
}

/**
 * Takes one of the caller's slots for held responses, such as event streams, until the response is sent.
 * @throws `UserError('too-many-requests')`
 */
export async function takeWaitSlot(call: WaitSlotCall): Promise<void> {
  const { clientGone, limits } = call;
  const limit = limits.waitsAtOnce;
  const slot = await hold(call, { key: waitsOf(call), holder: randomUUID(), limit });
  if (slot === undefined) {
    throw tooMany(
      `${limit} of your requests are waiting already. End one, or poll without "Prefer: wait".`,
    );
  }
  const giveBack = (): void => void slot[Symbol.asyncDispose]();
  if (clientGone.aborted) giveBack();
  else clientGone.addEventListener('abort', giveBack, { once: true });
}

interface Held {
  readonly key: string;
  readonly holder: string;
  readonly limit: number;
}

/** Undefined: all slots are taken. */
async function hold(
  { limiter, log, requestId }: HeldSlotCall,
  { key, holder, limit }: Held,
): Promise<AsyncDisposable | undefined> {
  const slots = { limit, ttlMs: heldTtlMs };
  if (!(await limiter.take(key, holder, slots))) return undefined;
  const note = (failure: string) => (err: unknown) => log.warn({ err, requestId, key }, failure);
  const timer = setInterval(() => {
    limiter.take(key, holder, slots).catch(note('a slot was not renewed'));
  }, renewEveryMs).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      // This does not fail the request: the slot expires by itself.
      await limiter.giveBack(key, [holder]).catch(note('a slot was not released'));
    },
  };
}

/**
 * Takes one of the caller's slots for open jobs. The end of a job does not free its slot: slots of ended jobs are
 * freed here, when the caller runs out of slots. So a crash cannot leave a slot taken.
 * @throws `UserError('too-many-requests')`
 */
export async function takeJobSlot(call: JobSlotCall, id: JobId): Promise<void> {
  const { limiter, limits } = call;
  const slots = { limit: limits.openJobs, ttlMs: jobTtlMs };
  if (await limiter.take(jobsOf(call), id, slots)) return;
  await releaseSlotsOfEndedJobs(call);
  if (await limiter.take(jobsOf(call), id, slots)) return;
  throw tooMany(
    `You already have ${limits.openJobs} open jobs. Wait until one has ended, or cancel one.`,
  );
}

export function releaseJobSlot(
  call: Pick<JobSlotCall, 'who' | 'limiter'>,
  id: JobId,
): Promise<void> {
  return call.limiter.giveBack(jobsOf(call), [id]);
}

async function releaseSlotsOfEndedJobs(call: JobSlotCall): Promise<void> {
  const { limiter, queue } = call;
  const holders = await limiter.holders(jobsOf(call));
  // A clip that is still uploading has no job yet.
  const arriving = new Set(await limiter.holders(uploadsOf(call)));
  const over = await Promise.all(
    holders.map(async (id) => {
      if (arriving.has(id)) return false;
      const record = await queue.get(id);
      return record === undefined || isEnded(record.state);
    }),
  );
  await limiter.giveBack(
    jobsOf(call),
    holders.filter((_, at) => over[at]),
  );
}

const tooMany = (detail: string): UserError => new UserError('too-many-requests', detail);
