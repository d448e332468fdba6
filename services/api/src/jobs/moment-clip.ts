import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { type JobRecord, type MomentClip, objectKeys, UserError } from '@dance-pose/contracts';
import { z } from 'zod';
import { audited } from '../access/audit.ts';
import { takeWaitSlot, type WaitSlotCall } from '../access/slot-limits.ts';
import type { Call } from '../http/endpoint.ts';
import { type FindCall, findJob } from './find-job.ts';
import { type Disposition, momentFileName, type SigningCall, signObject } from './job-document.ts';

type ClipCall = FindCall &
  SigningCall &
  WaitSlotCall &
  Pick<Call, 'cuts' | 'request' | 'stopWaiting'>;

interface FoundMoment {
  readonly record: JobRecord;
  /** Index in the report's moments. */
  readonly moment: number;
}

/** The completed job `:id` of the caller, and the index `:n`. */
async function findMoment(call: ClipCall): Promise<FoundMoment> {
  const { id, n } = call.request.params as { id: string; n: string };
  const { record } = await findJob(call, id);
  if (record.result === null) {
    throw new UserError(
      'job-has-no-result',
      `Job ${id} is ${record.state}: only completed jobs have moments.`,
    );
  }
  if (/^\d{1,6}$/.test(n)) return { record, moment: Number(n) };
  throw new UserError(
    'not-found',
    `There is no moment ${JSON.stringify(n)}: moments are counted from 0.`,
  );
}

const isCut = async ({ store }: ClipCall, { record, moment }: FoundMoment): Promise<boolean> =>
  (await store.head(objectKeys.momentClip(record.id, moment))) !== undefined;

/** Most cuts that one caller may ask for in an hour. */
const cutsAnHour = 120;

/**
 * Asks for the video of a moment, unless it is there, and waits for it.
 * @throws `UserError('not-found' | 'job-has-no-result' | 'too-many-requests' | 'internal')`, the last if it cannot be cut.
 */
export function requestMomentClip(call: ClipCall, waitMs: number): Promise<MomentClip> {
  return audited(call, 'submit', async () => {
    const found = await findMoment(call);
    const { record, moment } = found;
    const self = `${call.origin}/v1/jobs/${record.id}/moments/${moment}/clip`;
    if (await isCut(call, found)) return { state: 'ready', links: { self } };
    if (waitMs > 0) await takeWaitSlot(call);
    const jobId = record.id;
    if ((await call.cuts.state({ jobId, moment })) !== 'waiting') {
      await requireMoment(call, found);
      await spendCut(call);
      await call.cuts.request({ jobId, moment, requestId: call.requestId });
    }
    const isReady = waitMs > 0 && (await waitForCut(call, found, waitMs));
    return { state: isReady ? 'ready' : 'waiting', links: { self } };
  });
}

const lookEveryMs = 200;

/** @returns false if it takes longer, the client has left or the server closes. */
async function waitForCut(call: ClipCall, found: FoundMoment, waitMs: number): Promise<boolean> {
  const signal = AbortSignal.any([call.stopWaiting, AbortSignal.timeout(waitMs)]);
  const { record, moment } = found;
  while (!signal.aborted) {
    const state = await call.cuts.state({ jobId: record.id, moment });
    if (state === 'unknown') return isCut(call, found);
    if (state === 'failed') {
      throw new UserError('internal', `The video of moment ${moment} could not be cut. Try again.`);
    }
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => {});
  }
  return false;
}

/** @throws `UserError('too-many-requests')` */
async function spendCut({ limiter, who }: ClipCall): Promise<void> {
  const rate = { limit: cutsAnHour, windowMs: 3600_000 };
  const { allowed, retryAfterMs } = await limiter.spend(`cuts:${who}`, rate);
  if (!allowed) throw tooMany(retryAfterMs);
}

const tooMany = (retryAfterMs: number): UserError =>
  new UserError(
    'too-many-requests',
    `You asked for ${cutsAnHour} videos of moments within an hour. Try again in ${Math.ceil(retryAfterMs / 1000)} s.`,
  );

/** The part of a report that is needed here. */
const momentsSchema = z.object({ moments: z.array(z.unknown()).default([]) });

async function requireMoment({ store }: ClipCall, { record, moment }: FoundMoment): Promise<void> {
  const report = await store.get(objectKeys.artifact(record.id, 'report.json'));
  const { moments } = momentsSchema.parse(JSON.parse(await text(report)));
  if (moment < moments.length) return;
  throw new UserError(
    'not-found',
    `Job ${record.id} has no moment ${moment}: its report has ${moments.length}, counted from 0.`,
  );
}

/**
 * A freshly signed link of the video of a moment.
 * @throws `UserError('not-found' | 'job-not-finished' | 'job-has-no-result')`
 */
export function linkMomentClip(call: ClipCall, disposition: Disposition): Promise<string> {
  return audited(call, 'link', async () => {
    const found = await findMoment(call);
    const { record, moment } = found;
    if (!(await isCut(call, found))) throw await notThere(call, found);
    return signObject(call, objectKeys.momentClip(record.id, moment), {
      contentType: 'video/mp4',
      disposition,
      fileName: momentFileName(record.source.fileName, moment),
    });
  });
}

async function notThere(call: ClipCall, { record, moment }: FoundMoment): Promise<UserError> {
  const state = await call.cuts.state({ jobId: record.id, moment });
  const ask = `POST /v1/jobs/${record.id}/moments/${moment}/clip`;
  if (state === 'waiting') {
    return new UserError(
      'job-not-finished',
      `The video of moment ${moment} is being cut. Try again in a few seconds.`,
    );
  }
  const why =
    state === 'failed' ? 'could not be cut; try once more with' : 'has not been asked for: use';
  return new UserError('not-found', `The video of moment ${moment} ${why} ${ask}.`);
}
