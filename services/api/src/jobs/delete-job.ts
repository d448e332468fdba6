import { type JobId, objectKeys } from '@dance-pose/contracts';
import type { Call } from '../http/endpoint.ts';
import { type FindCall, findJob, parseJobId } from './find-job.ts';

/** How long a deletion that the store interrupted can be taken up again by asking once more. */
const unfinishedMs = 7 * 24 * 3600_000;

const ledgerKey = (id: JobId): string => `deleting:${id}`;

/**
 * Removes the job and its objects; of a running job the worker removes them. When the store fails half-way
 * the job is gone from the queue already, so the ledger remembers whose it was: the next try finishes it.
 */
export async function deleteJob(
  call: FindCall & Pick<Call, 'ledger'>,
  given: string,
): Promise<void> {
  const { ledger, queue } = call;
  const id = parseJobId(given);
  if ((await ledger.get(ledgerKey(id))) !== call.owner) {
    await findJob(call, id);
    await ledger.set(ledgerKey(id), call.owner, unfinishedMs);
  }
  const outcome = await queue.remove(id);
  if (outcome !== 'winding-down') await call.store.deletePrefix(objectKeys.jobPrefix(id));
  // The link of a direct upload may have been used once more.
  await call.store.deletePrefix(objectKeys.upload(id));
  await ledger.forget(ledgerKey(id));
}
