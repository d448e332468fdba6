import type { Span } from '@dance-pose/telemetry';
import type { Request, RequestHandler, Response } from 'express';
import type { AppDeps } from '../deps.ts';

const spans = new WeakMap<Response, Span>();

/** The request's place in a trace; undefined: it is not traced. */
export const traceparentOf = (response: Response): string | undefined =>
  spans.get(response)?.traceparent;

/** Asked every few seconds by machines; nobody wants a trace of that. */
const untraced = new Set(['/health', '/livez', '/readyz']);

/** Counts and times every request, and traces it where traces are wanted. */
export function watchRequests({
  metrics,
  tracing,
}: Pick<AppDeps, 'metrics' | 'tracing'>): RequestHandler {
  return (request, response, next) => {
    const beganMs = performance.now();
    const method = knownMethod(request.method);
    const values = { 'http.request.method': method };
    const parent = trustedParent(request);
    const span = untraced.has(request.path)
      ? undefined
      : tracing.begin(method, { kind: 'server', parent, values });
    if (span !== undefined) spans.set(response, span);
    response.once('close', () => {
      const route = routeOf(request);
      const status = response.writableFinished ? response.statusCode : 'aborted';
      const seconds = (performance.now() - beganMs) / 1000;
      metrics.requestEnded({ method, route, status, seconds });
      span?.rename(`${method} ${route}`);
      span?.set({ 'http.route': route, 'http.response.status_code': response.statusCode });
      span?.end(response.statusCode >= 500 ? String(response.statusCode) : undefined);
    });
    next();
  };
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Strangers can send any word. */
const knownMethod = (method: string): string => (methods.has(method) ? method : '_OTHER');

/** Proxies of ours may have begun a trace; what a stranger says of one would mix with those of others. */
function trustedParent({ app, socket, headers }: Request): string | undefined {
  const { traceparent } = headers;
  if (typeof traceparent !== 'string') return undefined;
  const isTrusted = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return isTrusted(socket.remoteAddress ?? '', 0) ? traceparent : undefined;
}

/** What is served by prefix; the rest of the path is somebody's file or job. */
const prefixes = ['/objects/', '/assets/', '/admin/queues'];

/** The pattern of the route that took the request, never the path: ids and strangers' words are no labels. */
function routeOf({ route, originalUrl, baseUrl }: Request): string {
  const prefix = prefixes.find((start) => originalUrl.startsWith(start));
  if (prefix !== undefined) return `${prefix.replace(/\/$/, '')}/*`;
  const pattern: unknown = baseUrl === '' ? route?.path : undefined;
  if (typeof pattern === 'string') return pattern;
  return Array.isArray(pattern) ? 'page' : 'other';
}
