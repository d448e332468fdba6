import {
  type Context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { parseTraceParent, setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Span, SpanValues, Tracing, TracingOptions } from './tracing.ts';

const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER };

/** A collector that does not answer must not delay the exit of a process. */
const shutdownLimitMs = 3000;

export function createOtlpTracing({ service, onError }: TracingOptions): Tracing {
  setGlobalErrorHandler(onError);
  const named = resourceFromAttributes({ 'service.name': `dance-pose-${service}` });
  const provider = new TracerProvider({
    resource: named.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer('dance-pose');
  return {
    begin: (name, { kind, parent, values = {} }) =>
      beginSpan(tracer, { name, kind: kinds[kind], values, within: contextOf(parent) }),
    async [Symbol.asyncDispose]() {
      const done = provider.shutdown().catch(onError);
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, shutdownLimitMs);
      await Promise.race([done, late]);
      clearTimeout(timer);
    },
  };
}

function contextOf(parent: string | undefined): Context {
  const remoteContext = parent === undefined ? null : parseTraceParent(parent);
  if (remoteContext === null) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, { ...remoteContext, isRemote: true });
}

interface SpanStart {
  readonly name: string;
  readonly kind: SpanKind;
  readonly values: SpanValues;
  readonly within: Context;
}

function beginSpan(tracer: Tracer, { name, kind, values, within }: SpanStart): Span {
  const span = tracer.startSpan(name, { kind, attributes: { ...values } }, within);
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    part: (part, partValues = {}) =>
      beginSpan(tracer, {
        name: part,
        kind: SpanKind.INTERNAL,
        values: partValues,
        within: trace.setSpan(ROOT_CONTEXT, span),
      }),
    rename: (better) => void span.updateName(better),
    set: (more) => void span.setAttributes({ ...more }),
    end(failure) {
      if (failure !== undefined) {
        span.setAttribute('error.type', failure);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}
