import type { RequestHandler, Response } from 'express';

const exposed = [
  ...['ETag', 'Location', 'Preference-Applied', 'RateLimit', 'RateLimit-Policy', 'Retry-After'],
  'X-Request-Id',
].join(', ');

const accepted = [
  ...['Authorization', 'Content-Type', 'Idempotency-Key', 'If-None-Match', 'Last-Event-ID'],
  ...['Prefer', 'Range', 'X-Request-Id'],
].join(', ');

/**
 * Lets pages of the listed origins, and no others, read responses. Credentials are not allowed in cross-origin
 * requests, so no cookie is sent: such pages send their key in a header, as every other client does.
 */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    if (origins.length === 0) return next();
    response.vary('Origin');
    const origin = request.get('origin');
    if (origin === undefined || !origins.includes(origin)) return next();
    response.set('Access-Control-Allow-Origin', origin);
    response.set('Access-Control-Expose-Headers', exposed);
    if (!isPreflight(request)) return next();
    answerPreflight(response);
  };
}

function isPreflight({ method, headers }: Parameters<RequestHandler>[0]): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

function answerPreflight(response: Response): void {
  response.set('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, DELETE');
  response.set('Access-Control-Allow-Headers', accepted);
  response.set('Access-Control-Max-Age', '600');
  response.status(204).end();
}
