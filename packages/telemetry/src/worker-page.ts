import { errorCodes, type JobRecord, jobStages, poseModels } from '@dance-pose/contracts';
import { Counter, Gauge, Histogram } from 'prom-client';
import { MetricsPage, type Vitals } from './metrics-page.ts';
import { frameStages, type WorkerMetrics } from './worker-metrics.ts';

/** From a request without waiting to a night's backlog. */
const jobBuckets = [1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 10_800, 43_200];
/** From probing a file to tracking the longest clip with the heaviest model. */
const stageBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

const endings = ['completed', 'failed', 'cancelled'] as const;

export interface WorkerVitals extends Vitals {
  readonly concurrency: number;
  activeCount(): number;
}

export function createWorkerPage(vitals: WorkerVitals): {
  page: MetricsPage;
  metrics: WorkerMetrics;
} {
  const page = new MetricsPage(vitals);
  watchSlots(page, vitals);
  return {
    page,
    metrics: {
      ...countAttempts(page),
      ...countStages(page),
      ...countEndings(page),
      ...janitor(page),
    },
  };
}

function watchSlots({ registry }: MetricsPage, vitals: WorkerVitals): void {
  const registers = [registry];
  const slots = new Gauge({
    name: 'dance_pose_worker_slots',
    help: 'Number of jobs that this worker can run at once.',
    registers,
  });
  slots.set(vitals.concurrency);
  new Gauge({
    name: 'dance_pose_worker_active_jobs',
    help: 'Number of jobs that this worker is running.',
    registers,
    collect() {
      this.set(vitals.activeCount());
    },
  });
}

function countAttempts({ registry }: MetricsPage): Pick<WorkerMetrics, 'attemptStarted'> {
  const registers = [registry];
  const wait = new Histogram({
    name: 'dance_pose_job_wait_seconds',
    help: 'Time from the submission of a job to its first start on a worker.',
    buckets: jobBuckets,
    registers,
  });
  const retries = new Counter({
    name: 'dance_pose_job_retries_total',
    help: 'Attempts after the first one of a job: after an error, a lost worker or a stopped worker.',
    registers,
  });
  return {
    attemptStarted(attempt, waitedSeconds) {
      if (attempt > 1) retries.inc();
      else wait.observe(waitedSeconds);
    },
  };
}

function countStages({ registry }: MetricsPage): Pick<WorkerMetrics, 'stageEnded' | 'framesDone'> {
  const registers = [registry];
  const duration = new Histogram({
    name: 'dance_pose_stage_duration_seconds',
    help: 'Duration of the completed stages of jobs.',
    labelNames: ['stage'],
    buckets: stageBuckets,
    registers,
  });
  for (const stage of jobStages) duration.zero({ stage });
  const frames = new Counter({
    name: 'dance_pose_frames_total',
    help: 'Frames that were tracked or rendered, by stage and the model of the job.',
    labelNames: ['stage', 'model'],
    registers,
  });
  for (const stage of frameStages) for (const model of poseModels) frames.inc({ stage, model }, 0);
  return {
    stageEnded: (stage, seconds) => duration.observe({ stage }, seconds),
    framesDone: (stage, model, count) => frames.inc({ stage, model }, count),
  };
}

function countEndings({ registry }: MetricsPage): Pick<WorkerMetrics, 'jobEnded'> {
  const registers = [registry];
  const duration = new Histogram({
    name: 'dance_pose_job_duration_seconds',
    help: 'Time from the submission of a job to its end, as its user experiences it. The count is the number of ended jobs.',
    labelNames: ['state'],
    buckets: jobBuckets,
    registers,
  });
  for (const state of endings) duration.zero({ state });
  const failures = new Counter({
    name: 'dance_pose_job_failures_total',
    help: 'Failed jobs by the error code that users see.',
    labelNames: ['code'],
    registers,
  });
  for (const code of errorCodes) failures.inc({ code }, 0);
  return {
    jobEnded({ state, createdAt, finishedAt, error }: JobRecord) {
      const seconds = (Date.parse(finishedAt ?? '') - Date.parse(createdAt)) / 1000;
      duration.observe({ state }, Math.max(0, seconds));
      if (state === 'failed' && error !== null) failures.inc({ code: error.code });
    },
  };
}

function janitor({ registry }: MetricsPage): Pick<WorkerMetrics, 'janitorRan'> {
  const registers = [registry];
  const runs = new Counter({
    name: 'dance_pose_janitor_runs_total',
    help: 'Runs of the janitor on this worker; result failed: a part of its work failed.',
    labelNames: ['result'],
    registers,
  });
  for (const result of ['ok', 'failed']) runs.inc({ result }, 0);
  const actions = new Counter({
    name: 'dance_pose_janitor_deeds_total',
    help: 'Objects, records and folders that the janitor removed or restored, by kind.',
    labelNames: ['what'],
    registers,
  });
  return {
    janitorRan(counts, failures) {
      runs.inc({ result: failures === 0 ? 'ok' : 'failed' });
      for (const [what, count] of Object.entries(counts)) actions.inc({ what }, count);
    },
  };
}
