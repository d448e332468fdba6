/** Values of a span. No names of files, no keys, no addresses: traces are read by more people than the data. */
export type SpanValues = Readonly<Record<string, string | number>>;

/** A piece of work with a beginning and an end. */
export interface Span {
  /** Its place in the trace as W3C Trace Context writes it, for whoever goes on with the work; undefined: not traced. */
  readonly traceparent: string | undefined;
  /** A part of this work. */
  part(name: string, values?: SpanValues): Span;
  /** To what is known by its end only. */
  rename(name: string): void;
  set(values: SpanValues): void;
  /** Once. `failure` is a short code of what went wrong. */
  end(failure?: string): void;
}

interface SpanOptions {
  /** `server`: answers a request. `consumer`: does what a queue handed out. */
  readonly kind: 'server' | 'consumer';
  /** The `traceparent` of the work that this one belongs to; one that is malformed counts as none. */
  readonly parent?: string | undefined;
  readonly values?: SpanValues;
}

/** Tells an OpenTelemetry collector what was done when, and what belongs together. */
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
  /** `service.name` after `dance-pose-`, unless OTEL_SERVICE_NAME says otherwise. */
  readonly service: string;
  /** Hears of spans that could not be delivered. */
  readonly onError: (error: unknown) => void;
}
