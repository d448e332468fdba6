import { isEnded, type JobId, UserError } from '@dance-pose/contracts';
import type { Call } from '../http/endpoint.ts';

/** A process that dies in the middle of an upload frees its place after this. */
const uploadTtlMs = 60_000;
const renewEveryMs = 20_000;
/** Places of jobs are freed when their owner needs them; nobody waits for a job longer than this. */
const jobTtlMs = 7 * 24 * 3600_000;

const uploadsOf = ({ who }: Call): string => `uploads:${who}`;
const jobsOf = ({ who }: Call): string => `jobs:${who}`;

/**
 * One of the caller's places for uploads, until it is disposed.
 * @throws `UserError('too-many-requests')`
 */
export async function takeUploadPlace(call: Call, id: JobId): Promise<AsyncDisposable> {
  const { limiter, limits, log } = call.deps;
  const places = { limit: limits.uploadsAtOnce, ttlMs: uploadTtlMs };
  if (!(await limiter.take(uploadsOf(call), id, places))) {
    throw tooMany(`You are sending ${limits.uploadsAtOnce} files already; wait until one is done.`);
  }
  const note = (failure: string) => (err: unknown) =>
    log.warn({ err, requestId: call.requestId }, failure);
  const timer = setInterval(() => {
    const renewal = limiter.take(uploadsOf(call), id, places);
    renewal.catch(note('the place of an upload was not renewed'));
  }, renewEveryMs).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      const returned = limiter.giveBack(uploadsOf(call), [id]);
      // The upload is none the worse for it, and the place runs out by itself.
      await returned.catch(note('the place of an upload was not given back'));
    },
  };
}

/**
 * One of the caller's places for jobs that have not ended. Nobody gives it back when the job ends: the places
 * of ended jobs are freed here, once they are wanted, so that no crash can leave one taken.
 * @throws `UserError('too-many-requests')`
 */
export async function takeJobPlace(call: Call, id: JobId): Promise<void> {
  const { limiter, limits } = call.deps;
  const places = { limit: limits.openJobs, ttlMs: jobTtlMs };
  if (await limiter.take(jobsOf(call), id, places)) return;
  await freePlacesOfEndedJobs(call);
  if (await limiter.take(jobsOf(call), id, places)) return;
  throw tooMany(
    `You have ${limits.openJobs} jobs that wait or run; wait until one has ended, or cancel one.`,
  );
}

export function giveJobPlaceBack(call: Call, id: JobId): Promise<void> {
  return call.deps.limiter.giveBack(jobsOf(call), [id]);
}

async function freePlacesOfEndedJobs(call: Call): Promise<void> {
  const { limiter, queue } = call.deps;
  const holders = await limiter.holders(jobsOf(call));
  // What is still being sent is no job yet.
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
