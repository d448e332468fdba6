export { type ApiMetrics, silentApiMetrics } from './api-metrics.ts';
export * from './open-metrics.ts';
export * from './open-tracing.ts';
export { type Span, silentTracing, type Tracing } from './tracing.ts';
export { silentWorkerMetrics, type WorkerMetrics } from './worker-metrics.ts';
export type { WorkerVitals } from './worker-page.ts';
