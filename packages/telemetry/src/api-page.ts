import type { QueueLoad } from '@dance-pose/queue';
import { Counter, Gauge, Histogram } from 'prom-client';
import { type ApiMetrics, type EndedRequest, uploadPaths } from './api-metrics.ts';
import { MetricsPage, type Vitals } from './metrics-page.ts';

/** Up to the duration of uploads and of requests that wait for a job. */
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
    help: 'Bytes of the inputs from which jobs were created, by the way of their upload.',
    labelNames: ['via'],
    registers: [page.registry],
  });
  for (const via of uploadPaths) bytes.inc({ via }, 0);
  return {
    page,
    metrics: { requestEnded, inputAccepted: (via, sizeBytes) => bytes.inc({ via }, sizeBytes) },
  };
}

/** Every API process publishes the same figures of the whole queue: take their maximum, not their sum. */
function watchQueue(page: MetricsPage, { load }: ApiVitals): void {
  const labelNames = ['state'] as const;
  const jobs = new Gauge({
    name: 'dance_pose_jobs',
    help: 'Jobs in the queue by state. Resting: waiting for the next attempt; failed includes cancelled jobs.',
    labelNames,
    registers: [page.registry],
  });
  const age = new Gauge({
    name: 'dance_pose_oldest_job_age_seconds',
    help: 'Time since the submission of the waiting job that is next in the queue; 0 if none waits.',
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
    help: 'Ended HTTP requests by route pattern; status aborted: the client disconnected before the response was complete.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'dance_pose_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its response.',
    labelNames: ['method', 'route'],
    buckets: requestBuckets,
    registers: [registry],
  });
  return ({ method, route, status, seconds }: EndedRequest) => {
    total.inc({ method, route, status });
    duration.observe({ method, route }, seconds);
  };
}
