import { type ErrorCode, toProblem, UserError } from '@dance-pose/contracts';
import type { Logger } from '@dance-pose/runtime';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { lingerForBody } from './linger.ts';
import { requestIdOf } from './request-id.ts';
import { noteInLog } from './request-log.ts';

/** Seconds after which asking again makes sense. */
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

/** The end of every request that failed: a problem document, and a log line when the fault is ours. */
export function answerProblems(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const requestId = requestIdOf(response);
    const problem = toUserError(error);
    noteInLog(response, { problem: problem.code });
    if (problem.kind.status >= 500) {
      const level = problem.code === 'internal' ? 'error' : 'warn';
      for (const err of unfold(error))
        logger[level]({ err, requestId }, 'the cause of a failed request');
    }
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    lingerForBody(request, response);
    const retry = retryAfterS[problem.code];
    // Whoever knew better when has said so already.
    if (retry !== undefined && !response.hasHeader('Retry-After'))
      response.set('Retry-After', String(retry));
    response
      .status(problem.kind.status)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(toProblem(problem, requestId)));
  };
}

/** One error after the other where cleaning up after the first failed as well. */
function unfold(error: unknown): unknown[] {
  if (!(error instanceof SuppressedError)) return [error];
  return [...unfold(error.suppressed), ...unfold(error.error)];
}

/** What a user may be told of anything that was thrown. */
function toUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof SuppressedError) return toUserError(unfold(error)[0]);
  if (isRefusalOfExpress(error)) return new UserError('invalid-request', sentence(error));
  return new UserError(
    'internal',
    'Something went wrong on our side. Try again; if it stays, give the request id to whoever runs this service.',
    { cause: error },
  );
}

interface ExpressRefusal extends Error {
  readonly status: number;
  readonly type?: string;
}

/** Errors that Express and its body parser throw about a request: they carry a 4xx status. */
function isRefusalOfExpress(error: unknown): error is ExpressRefusal {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}

function sentence(error: ExpressRefusal): string {
  if (error.type === 'entity.parse.failed') return `The body is not valid JSON: ${error.message}.`;
  if (error.type === 'entity.too.large') return 'The JSON body is larger than 64 kB.';
  return `The request could not be read: ${error.message}.`;
}
