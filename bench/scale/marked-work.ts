import type { JobId } from '@dance-pose/contracts';
import type { AnalyseContext, AnalyseRequest, Analysis } from '@dance-pose/pipeline';
import type { JobWork } from '@dance-pose/queue';

/** When what happened to a job, in milliseconds of the clock that all processes of the machine share. */
export interface JobMarks {
  readonly id: JobId;
  readonly worker: number;
  /** Its worker has it, and knows that it has not ended. */
  readonly startedMs: number;
  /** Its file is there. */
  readonly fetchedMs: number;
  readonly analysedMs: number;
  /** Its artifacts are in the store. */
  readonly storedMs: number;
  /** So is its record; all that is left is to tell the queue. */
  readonly recordedMs: number;
}

export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

type Analyse = (request: AnalyseRequest, context: AnalyseContext) => Promise<Analysis>;

/**
 * The work of one worker, which does one job after the other, with its steps told.
 * @param makeWork is given the analysis that it must use.
 * @throws when a job ends in another way than completed: such a run measures nothing.
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
      if (record.state !== 'completed') throw new Error(`A job is ${record.state}`);
      const recordedMs = nowMs();
      tell({ id: record.id, worker, startedMs, fetchedMs, analysedMs, storedMs, recordedMs });
    },
  };
}
