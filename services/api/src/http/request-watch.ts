import type { Span } from '@dance-pose/telemetry';
import type { Request, RequestHandler, Response } from 'express';
import type { AppDeps } from '../deps.ts';

const spans = new WeakMap<Response, Span>();

/** Trace context of the request; undefined: not traced. */
export const traceparentOf = (response: Response): string | undefined =>
  spans.get(response)?.traceparent;

/** Health checks run every few seconds; traces of them are useless. */
const untraced = new Set(['/health', '/livez', '/readyz']);

/** Counts, times and, if tracing is on, traces every request. */
export function watchRequests({
  metrics,
  tracing,
}: Pick<AppDeps, 'metrics' | 'tracing'>): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now();
    const method = methodLabel(request.method);
    const values = { 'http.request.method': method };
    const parent = trustedParent(request);
    const span = untraced.has(request.path)
      ? undefined
      : tracing.begin(method, { kind: 'server', parent, values });
    if (span !== undefined) spans.set(response, span);
    response.once('close', () => {
      const route = routeOf(request);
      const status = response.writableFinished ? response.statusCode : 'aborted';
      const seconds = (performance.now() - startedMs) / 1000;
      metrics.requestEnded({ method, route, status, seconds });
      span?.rename(`${method} ${route}`);
      span?.set({ 'http.route': route, 'http.response.status_code': response.statusCode });
      span?.end(response.statusCode >= 500 ? String(response.statusCode) : undefined);
    });
    next();
  };
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Clients can send any method; unknown ones share a label. */
const methodLabel = (method: string): string => (methods.has(method) ? method : '_OTHER');

/** Only trusted proxies may continue a trace; a client could otherwise write into the traces of others. */
function trustedParent({ app, socket, headers }: Request): string | undefined {
  const { traceparent } = headers;
  if (typeof traceparent !== 'string') return undefined;
  const isTrusted = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return isTrusted(socket.remoteAddress ?? '', 0) ? traceparent : undefined;
}

/** Paths that are served by prefix; the rest of such a path names a file or a job. */
const prefixes = ['/objects/', '/assets/', '/admin/queues'];

/** The pattern of the matched route, never the path: ids and other client input must not become labels. */
function routeOf({ route, originalUrl, baseUrl }: Request): string {
  const prefix = prefixes.find((start) => originalUrl.startsWith(start));
  if (prefix !== undefined) return `${prefix.replace(/\/$/, '')}/*`;
  const pattern: unknown = baseUrl === '' ? route?.path : undefined;
  if (typeof pattern === 'string') return pattern;
  return Array.isArray(pattern) ? 'page' : 'other';
}
