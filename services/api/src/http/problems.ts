import { type ErrorCode, toProblem, UserError } from '@dance-pose/contracts';
import type { Logger } from '@dance-pose/runtime';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { lingerForBody } from './linger.ts';
import { requestIdOf } from './request-id.ts';
import { noteInLog } from './request-log.ts';

/** Value of `Retry-After` in seconds. */
const retryAfterS: Partial<Record<ErrorCode, number>> = {
  'job-not-finished': 2,
  'request-in-progress': 5,
  'too-many-requests': 10,
  'queue-unavailable': 5,
  'store-unavailable': 5,
};

export const refuseUnknownPath: RequestHandler = (request) => {
  throw new UserError('not-found', `There is nothing at ${request.path}.`);
};

/** Answers failed requests with a problem document, and logs the error if it is the server's fault. */
export function answerProblems(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const requestId = requestIdOf(response);
    const problem = toUserError(error);
    noteInLog(response, { problem: problem.code });
    if (problem.kind.status >= 500) {
      const level = problem.code === 'internal' ? 'error' : 'warn';
      for (const err of flattenErrors(error))
        logger[level]({ err, requestId }, 'cause of a failed request');
    }
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    lingerForBody(request, response);
    const retry = retryAfterS[problem.code];
    // A handler that knows a better value has set it already.
    if (retry !== undefined && !response.hasHeader('Retry-After'))
      response.set('Retry-After', String(retry));
    response
      .status(problem.kind.status)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(toProblem(problem, requestId)));
  };
}

/** The errors in a chain, where cleaning up after the first failed as well; the first comes first. */
function flattenErrors(error: unknown): unknown[] {
  if (!(error instanceof SuppressedError)) return [error];
  return [...flattenErrors(error.suppressed), ...flattenErrors(error.error)];
}

/** Hides internal errors from the client. */
function toUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof SuppressedError) return toUserError(flattenErrors(error)[0]);
  if (isRefusalOfExpress(error)) return new UserError('invalid-request', describeRefusal(error));
  return new UserError(
    'internal',
    'Internal error. Try again; if it persists, send the request id to the operator of this service.',
    { cause: error },
  );
}

interface ExpressRefusal extends Error {
  readonly status: number;
  readonly type?: string;
}

/** True for errors of Express and its body parser about a request: they carry a 4xx status. */
function isRefusalOfExpress(error: unknown): error is ExpressRefusal {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}

function describeRefusal(error: ExpressRefusal): string {
  if (error.type === 'entity.parse.failed') return `The body is not valid JSON: ${error.message}.`;
  if (error.type === 'entity.too.large') return 'The JSON body is larger than 64 kB.';
  return `The request could not be read: ${error.message}.`;
}
