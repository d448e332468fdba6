export { type ApiMetrics, silentApiMetrics } from './api-metrics.ts';
export * from './open-metrics.ts';
export * from './tracing.ts';
export { silentWorkerMetrics, type WorkerMetrics } from './worker-metrics.ts';
export type { WorkerVitals } from './worker-page.ts';
