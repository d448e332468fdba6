import { isEnded, type JobId } from '@dance-pose/contracts';
import type { ChangesOptions, JobChange } from './job-queue.ts';
import type { Watchers } from './watchers.ts';

export interface JobSourceOfNews {
  readonly watchers: Watchers;
  /** The job as it is now, and the latest event that this already takes into account. */
  read(id: JobId): Promise<JobChange>;
  /** Whether anything may have happened to the job after that event; when in doubt, yes. */
  changedSince(id: JobId, eventId: string): Promise<boolean>;
}

/**
 * The `changes` of every queue. Watching starts before the first read, so nothing falls between the two;
 * bursts of news become one read, and a read that shows nothing new is kept back.
 */
export async function* followJob(
  source: JobSourceOfNews,
  id: JobId,
  { signal, after }: ChangesOptions,
): AsyncGenerator<JobChange> {
  using watch = source.watchers.watch(id);
  let change = await source.read(id);
  let shown: string | undefined;
  if (after !== undefined) {
    if (await source.changedSince(id, after)) change = await source.read(id);
    else shown = fingerprint(change);
  }
  while (!signal.aborted) {
    if (fingerprint(change) !== shown) yield change;
    shown = fingerprint(change);
    if (change.record === undefined || isEnded(change.record.state)) return;
    if (!(await watch.news(signal))) return;
    change = await source.read(id);
  }
}

const fingerprint = ({ record }: JobChange): string => JSON.stringify(record ?? null);
