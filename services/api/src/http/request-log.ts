import type { Logger } from '@dance-pose/runtime';
import type { RequestHandler, Response } from 'express';
import { pinoHttp } from 'pino-http';
import { requestIdOf } from './request-id.ts';

interface LogNotes {
  readonly jobId?: string;
  /** Whose jobs the caller may see. */
  readonly owner?: string;
  /** Code of the problem document that was answered. */
  readonly problem?: string;
}

/** Adds facts to the one line that a request gets in the log. */
export function noteInLog(response: Response, notes: LogNotes): void {
  Object.assign(response.locals, notes);
}

/** The job that the request was found to be about. */
export function notedJob(response: Response): string | undefined {
  return (response.locals as LogNotes).jobId;
}

const healthPaths = new Set(['/health', '/livez', '/readyz']);

/**
 * One line a request, written when it ends. Paths are logged without their query and headers not at all:
 * both can hold a signature that opens somebody's video.
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

/** Express leaves the whole path in `originalUrl`; a request that never reached it has only `url`. */
interface LoggedRequest {
  readonly method?: string;
  readonly originalUrl?: string;
  readonly url?: string;
}

function pathOf({ originalUrl, url }: LoggedRequest): string {
  return (originalUrl ?? url ?? '').replace(/\?.*$/s, '');
}
