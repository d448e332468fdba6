import type { JobId } from '@dance-pose/contracts';

export const defaultPrefix = 'dance-pose';
/** BullMQ's name of our one queue. */
export const queueName = 'jobs';

export type QueueKeys = ReturnType<typeof queueKeys>;

/** Every Redis key we name ourselves; those under `bull` are laid out by BullMQ 6. */
export function queueKeys(prefix: string) {
  const bull = (name: string): string => `${prefix}:${queueName}:${name}`;
  return {
    /** Hash of one job. */
    job: (id: JobId) => bull(id),
    /** Lists and sorted sets of job ids, one a state. */
    wait: bull('wait'),
    delayed: bull('delayed'),
    active: bull('active'),
    completed: bull('completed'),
    failed: bull('failed'),
    /** Wakes the workers that wait for a job. */
    marker: bull('marker'),
    /** Stream of all that happens to any job. */
    events: bull('events'),
    /** Hash of job id to {@link JobRequest}: what users asked for and no consumer has settled yet. */
    requests: `${prefix}:requests`,
    /** Sorted set of an owner's jobs by their place in the list. */
    owner: (owner: string) => `${prefix}:owner:${owner}`,
    ledger: (key: string) => `${prefix}:ledger:${key}`,
    limiter: (key: string) => `${prefix}:limiter:${key}`,
  };
}
