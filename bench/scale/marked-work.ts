import type { JobId } from '@dance-pose/contracts';
import type { AnalyseContext, AnalyseRequest, Analysis } from '@dance-pose/pipeline';
import type { JobWork } from '@dance-pose/queue';

/** Times of a job's steps, in milliseconds of the clock that all processes of the machine share. */
export interface JobMarks {
  readonly id: JobId;
  readonly worker: number;
  /** The worker has the job, and has checked that it has not ended. */
  readonly startedMs: number;
  /** The input is downloaded. */
  readonly fetchedMs: number;
  readonly analysedMs: number;
  /** The artifacts are in the store. */
  readonly storedMs: number;
  /** The record is in the store; only the queue is left to update. */
  readonly recordedMs: number;
}

export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

type Analyse = (request: AnalyseRequest, context: AnalyseContext) => Promise<Analysis>;

/**
 * Work of one worker, which does one job after the other, with marks of its steps.
 * @param makeWork gets the analysis that it must use.
 * @throws if a job does not complete: such a run measures nothing.
 */
export function markedWork(
  worker: number,
  analyse: Analyse,
  makeWork: (analyse: Analyse) => JobWork,
  tell: (marks: JobMarks) => void,
): JobWork {
  let [startedMs, fetchedMs, analysedMs, storedMs] = [0, 0, 0, 0];
  const work = makeWork(async (request, context) => {
    fetchedMs = nowMs();
    const analysis = await analyse(request, context);
    analysedMs = nowMs();
    return analysis;
  });
  return {
    ...work,
    async run(job, context) {
      startedMs = nowMs();
      const result = await work.run(job, context);
      storedMs = nowMs();
      return result;
    },
    async recordOutcome(record) {
      await work.recordOutcome(record);
      if (record.state !== 'completed')
        throw new Error(`Job ${record.id} ended as ${record.state}`);
      const recordedMs = nowMs();
      tell({ id: record.id, worker, startedMs, fetchedMs, analysedMs, storedMs, recordedMs });
    },
  };
}
