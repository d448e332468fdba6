import { silentTracing, type Tracing, type TracingOptions } from './tracing.ts';

interface OpenTracingOptions extends TracingOptions {
  /** True if a collector is configured; otherwise nothing is traced, sent or loaded. */
  readonly on: boolean;
}

/** The exporter reads the standard variables itself, such as OTEL_EXPORTER_OTLP_ENDPOINT. */
export async function openTracing({ on, ...options }: OpenTracingOptions): Promise<Tracing> {
  if (!on) return silentTracing;
  const { createOtlpTracing } = await import('./otlp-tracing.ts');
  return createOtlpTracing(options);
}
