import { type JobStage, UserError } from '@dance-pose/contracts';
import type { ClaimedJob, JobContext, JobUpdate, JobWork } from '@dance-pose/queue';
import type { Span, Tracing, WorkerMetrics } from '@dance-pose/telemetry';

export interface Watchers {
  readonly metrics: WorkerMetrics;
  readonly tracing: Tracing;
}

/** The same work, with its tries, stages and ends counted, timed and traced. */
export function watchWork(work: JobWork, watchers: Watchers): JobWork {
  return {
    ...work,
    run: (job, context) => runWatched(job, context, work, watchers),
    async recordOutcome(record) {
      // It has ended, whether or not the store can be told.
      watchers.metrics.jobEnded(record);
      await work.recordOutcome(record);
    },
  };
}

async function runWatched(
  job: ClaimedJob,
  context: JobContext,
  work: JobWork,
  { metrics, tracing }: Watchers,
) {
  const { attempt, createdAt, id, options, source, traceparent: parent } = job;
  metrics.attemptStarted(attempt, Math.max(0, Date.now() - Date.parse(createdAt)) / 1000);
  const how = source.basedOn?.how ?? 'analysis';
  const values = {
    'messaging.operation.type': 'process',
    ...{ 'dance_pose.job.id': id, 'dance_pose.job.how': how },
    ...{ 'dance_pose.job.attempt': attempt, 'dance_pose.job.model': options.model },
  };
  const span = tracing.begin('job', { kind: 'consumer', parent, values });
  const stages = watchStages(job, span, metrics);
  const report = (update: JobUpdate): void => {
    stages.hear(update);
    context.report(update);
  };
  try {
    const result = await work.run(job, { ...context, report });
    stages.end();
    span.end();
    return result;
  } catch (error) {
    const failure = codeOf(error);
    stages.end(failure);
    span.end(failure);
    throw error;
  }
}

interface Stage {
  readonly name: JobStage;
  readonly beganMs: number;
  readonly span: Span;
  framesDone: number;
}

/** A stage lasts until the next one begins; the last one until the try ends. */
function watchStages({ options: { model } }: ClaimedJob, job: Span, metrics: WorkerMetrics) {
  let stage: Stage | undefined;
  const end = (failure?: string): void => {
    if (stage === undefined) return;
    const { name, beganMs, span, framesDone } = stage;
    if (failure === undefined) metrics.stageEnded(name, (performance.now() - beganMs) / 1000);
    if (framesDone > 0) span.set({ 'dance_pose.frames': framesDone });
    span.end(failure);
    stage = undefined;
  };
  const hear = ({ progress: { stage: name, framesDone } }: JobUpdate): void => {
    if (stage?.name !== name) {
      end();
      stage = { name, beganMs: performance.now(), span: job.part(name), framesDone: 0 };
    }
    const more = framesDone - stage.framesDone;
    if (more <= 0) return;
    stage.framesDone = framesDone;
    if (name === 'track' || name === 'render') metrics.framesDone(name, model, more);
  };
  return { hear, end };
}

/** Never the message: it may hold the name of somebody's file. */
function codeOf(error: unknown): string {
  if (error instanceof UserError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
