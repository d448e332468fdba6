import { isEnded, type JobRecord } from '@dance-pose/contracts';
import { takeWaitSlot, type WaitSlotCall } from '../access/slot-limits.ts';
import type { Call } from '../http/endpoint.ts';
import { unknownJob } from './find-job.ts';

export type WaitingCall = WaitSlotCall & Pick<Call, 'queue' | 'stopWaiting'>;

/**
 * The job when it has ended, or as it is after `waitMs`, when the client left or the server closes.
 * @throws `UserError('too-many-requests')` when the caller waits for too many already.
 */
export async function waitForEnd(
  call: WaitingCall,
  record: JobRecord,
  waitMs: number,
): Promise<JobRecord> {
  if (isEnded(record.state) || waitMs === 0) return record;
  await takeWaitSlot(call);
  const signal = AbortSignal.any([call.stopWaiting, AbortSignal.timeout(waitMs)]);
  let latest = record;
  for await (const change of call.queue.changes(record.id, { signal })) {
    if (change.record === undefined) throw unknownJob(record.id);
    latest = change.record;
  }
  return latest;
}
