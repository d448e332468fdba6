import { type JobId, UserError } from '@dance-pose/contracts';
import type { Call } from '../http/endpoint.ts';

/**
 * Whether there may be such a job. Adding one can fail although it was added: only its answer was lost. So
 * as long as the queue cannot be asked, the answer is yes.
 */
export async function mayBeQueued(
  { queue, log, requestId }: Pick<Call, 'queue' | 'log' | 'requestId'>,
  id: JobId,
): Promise<boolean> {
  try {
    return (await queue.get(id)) !== undefined;
  } catch (err) {
    if (!(err instanceof UserError) || err.code !== 'queue-unavailable') throw err;
    log.warn(
      { err, jobId: id, requestId },
      'the queue is unavailable, so it is unknown if this job was made',
    );
    return true;
  }
}
