import { type ApiMetrics, silentApiMetrics } from './api-metrics.ts';
import type { ApiVitals } from './api-page.ts';
import type { MetricsPage } from './metrics-page.ts';
import { type MetricsAddress, startMetricsServer } from './metrics-server.ts';
import { silentWorkerMetrics, type WorkerMetrics } from './worker-metrics.ts';
import type { WorkerVitals } from './worker-page.ts';

/** Metrics and their server; without an address nothing is counted, served or loaded. */
export interface OpenMetrics<Metrics> extends AsyncDisposable {
  readonly metrics: Metrics;
  readonly port?: number;
}

/** @throws when the address cannot be bound. */
export async function openApiMetrics(
  address: MetricsAddress | undefined,
  vitals: ApiVitals,
): Promise<OpenMetrics<ApiMetrics>> {
  if (address === undefined) return disabled(silentApiMetrics);
  const { createApiPage } = await import('./api-page.ts');
  return serve(address, createApiPage(vitals), vitals);
}

/** @throws when the address cannot be bound. */
export async function openWorkerMetrics(
  address: MetricsAddress | undefined,
  vitals: WorkerVitals,
): Promise<OpenMetrics<WorkerMetrics>> {
  if (address === undefined) return disabled(silentWorkerMetrics);
  const { createWorkerPage } = await import('./worker-page.ts');
  return serve(address, createWorkerPage(vitals), vitals);
}

const disabled = <Metrics>(metrics: Metrics): OpenMetrics<Metrics> => ({
  metrics,
  [Symbol.asyncDispose]: async () => {},
});

async function serve<Metrics>(
  address: MetricsAddress,
  { page, metrics }: { readonly page: MetricsPage; readonly metrics: Metrics },
  { dependencies: { queue } }: ApiVitals | WorkerVitals,
): Promise<OpenMetrics<Metrics>> {
  const server = await startMetricsServer(address, { scrape: () => page.text(), health: queue });
  return {
    metrics,
    port: server.port,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
