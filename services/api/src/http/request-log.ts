import type { Logger } from '@dance-pose/runtime';
import type { RequestHandler, Response } from 'express';
import { pinoHttp } from 'pino-http';
import { requestIdOf } from './request-id.ts';

interface LogNotes {
  readonly jobId?: string;
  /** Owner of the jobs that the caller may see. */
  readonly owner?: string;
  /** Error code of the response. */
  readonly problem?: string;
}

/** Adds fields to the request's log line. */
export function noteInLog(response: Response, notes: LogNotes): void {
  Object.assign(response.locals, notes);
}

/** The job of the request, if a handler has noted it. */
export function notedJob(response: Response): string | undefined {
  return (response.locals as LogNotes).jobId;
}

const healthPaths = new Set(['/health', '/livez', '/readyz']);

/**
 * Writes one line per request, when it ends. Paths are logged without the query and headers are not logged: both can
 * contain a signature that gives access to a user's video.
 */
export function logRequests(logger: Logger): RequestHandler {
  const line = (request: LoggedRequest, response: Response, tookMs: number) => ({
    method: request.method,
    path: pathOf(request),
    status: response.statusCode,
    aborted: response.writableFinished ? undefined : true,
    ...response.locals,
    tookMs,
  });
  return pinoHttp({
    logger,
    genReqId: (_request, response) => requestIdOf(response as Response),
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: { reqId: 'requestId', responseTime: 'tookMs' },
    customLogLevel: (request, response) => {
      if (response.statusCode >= 500) return 'warn';
      return healthPaths.has(pathOf(request)) ? 'debug' : 'info';
    },
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request failed',
    customSuccessObject: (request, response, { tookMs }) =>
      line(request, response as Response, tookMs),
    customErrorObject: (request, response, _error, { tookMs }) =>
      line(request, response as Response, tookMs),
  }) as RequestHandler;
}

/** Express keeps the whole path in `originalUrl`; a request that did not reach it has only `url`. */
interface LoggedRequest {
  readonly method?: string;
  readonly originalUrl?: string;
  readonly url?: string;
}

function pathOf({ originalUrl, url }: LoggedRequest): string {
  return (originalUrl ?? url ?? '').replace(/\?.*$/s, '');
}
