import { objectKeys } from '@dance-pose/contracts';
import type { JobWork } from '@dance-pose/queue';
import { readJobRecord } from './job-record.ts';
import { type RunJobDeps, runJob } from './run-job.ts';

/** What this worker does with jobs; nothing happens before one comes. */
export function createWork(deps: RunJobDeps): JobWork {
  const { store, log } = deps;
  return {
    run: (job, context) => runJob(job, context, deps),
    async recordOutcome(record) {
      const { id, state, error, owner } = record;
      log.info({ jobId: id, state, code: error?.code, owner }, 'job ended');
      // What an earlier try, or one that was stopped while storing, has left.
      if (record.result === null) await store.deletePrefix(objectKeys.artifacts(id));
      const body = Buffer.from(JSON.stringify(record));
      await store.put(objectKeys.record(id), body, { contentType: 'application/json' });
    },
    recordedOutcome: (id) => readJobRecord(id, store),
    discard: (id) => store.deletePrefix(objectKeys.jobPrefix(id)),
  };
}
