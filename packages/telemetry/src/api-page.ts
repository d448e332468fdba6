import type { QueueLoad } from '@dance-pose/queue';
import { Counter, Gauge, Histogram } from 'prom-client';
import { type ApiMetrics, clipPaths, type EndedRequest } from './api-metrics.ts';
import { MetricsPage, type Vitals } from './metrics-page.ts';

/** Up to what uploads and answers that wait for a job take. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export interface ApiVitals extends Vitals {
  load(): Promise<QueueLoad>;
}

export function createApiPage(vitals: ApiVitals): { page: MetricsPage; metrics: ApiMetrics } {
  const page = new MetricsPage(vitals);
  watchQueue(page, vitals);
  const requestEnded = countRequests(page);
  const bytes = new Counter({
    name: 'dance_pose_upload_bytes_total',
    help: 'Size of the clips that jobs were made of, by the way they came.',
    labelNames: ['via'],
    registers: [page.registry],
  });
  for (const via of clipPaths) bytes.inc({ via }, 0);
  return {
    page,
    metrics: { requestEnded, clipTaken: (via, sizeBytes) => bytes.inc({ via }, sizeBytes) },
  };
}

/** Every API process publishes the same numbers, which are of the whole queue: take one of them, not their sum. */
function watchQueue(page: MetricsPage, { load }: ApiVitals): void {
  const labelNames = ['state'] as const;
  const jobs = new Gauge({
    name: 'dance_pose_jobs',
    help: 'Jobs in the queue by state. Resting ones wait for their next try; failed has those that were cancelled.',
    labelNames,
    registers: [page.registry],
  });
  const age = new Gauge({
    name: 'dance_pose_oldest_job_age_seconds',
    help: 'How long ago the waiting job was submitted that is taken next; 0 when none waits.',
    labelNames,
    registers: [page.registry],
  });
  const read = async (): Promise<void> => {
    const { oldestWaitingMs, ...counts } = await load();
    for (const [state, count] of Object.entries(counts)) jobs.set({ state }, count);
    age.set({ state: 'waiting' }, (oldestWaitingMs ?? 0) / 1000);
  };
  page.beforeScrape(read, () => {
    jobs.reset();
    age.reset();
  });
}

function countRequests({ registry }: MetricsPage): ApiMetrics['requestEnded'] {
  const total = new Counter({
    name: 'dance_pose_http_requests_total',
    help: 'Requests that ended, by the pattern of their route; aborted: the client did not wait for the answer.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'dance_pose_http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: requestBuckets,
    registers: [registry],
  });
  return ({ method, route, status, seconds }: EndedRequest) => {
    total.inc({ method, route, status });
    duration.observe({ method, route }, seconds);
  };
}
