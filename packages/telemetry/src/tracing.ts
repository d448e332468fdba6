/** Attributes of a span. They contain no file names, keys or addresses: more people read traces than data. */
export type SpanValues = Readonly<Record<string, string | number>>;

export interface Span {
  /** W3C Trace Context of this span, to continue the trace elsewhere; undefined: not traced. */
  readonly traceparent: string | undefined;
  /** Starts a child span. */
  part(name: string, values?: SpanValues): Span;
  /** For a name that is only known at the end. */
  rename(name: string): void;
  set(values: SpanValues): void;
  /** Ends the span; to be called once. `failure` is a short error code. */
  end(failure?: string): void;
}

interface SpanOptions {
  /** `server`: answers a request. `consumer`: processes a job of a queue. */
  readonly kind: 'server' | 'consumer';
  /** `traceparent` of the parent span; a malformed value is ignored. */
  readonly parent?: string | undefined;
  readonly values?: SpanValues;
}

/** Sends spans to an OpenTelemetry collector. */
export interface Tracing extends AsyncDisposable {
  begin(name: string, options: SpanOptions): Span;
}

const silentSpan: Span = {
  traceparent: undefined,
  part: () => silentSpan,
  rename() {},
  set() {},
  end() {},
};

export const silentTracing: Tracing = {
  begin: () => silentSpan,
  [Symbol.asyncDispose]: async () => {},
};

export interface TracingOptions {
  /** `service.name` is `dance-pose-<service>`, unless OTEL_SERVICE_NAME is set. */
  readonly service: string;
  /** Receives the errors of spans that could not be delivered. */
  readonly onError: (error: unknown) => void;
}
