import type { Problem } from '@dance-pose/contracts';

/** The service refused the request: `problem` is its RFC 9457 document, with a stable `code`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly problem: Problem | undefined;
  /** Seconds to wait before a retry, from `Retry-After`; undefined without that header. */
  readonly retryAfterS: number | undefined;

  constructor(status: number, problem: Problem | undefined, retryAfterS: number | undefined) {
    super(problem?.detail ?? `The service answered with ${status}.`);
    this.status = status;
    this.problem = problem;
    this.retryAfterS = retryAfterS;
  }
}

/** No response: the network or the service is down. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** True for errors that a retry cannot fix. */
export const isFinal = (error: unknown): boolean =>
  error instanceof ApiError && error.status < 500 && error.status !== 429;

/** Builds the error of a response from its status, the text of its body and its `Retry-After` header. */
export function errorOf(status: number, body: string, retryAfter: string | null): ApiError {
  return new ApiError(status, problemIn(body), secondsIn(retryAfter));
}

/** `Retry-After` contains seconds or a date (RFC 9110, section 10.2.3). */
function secondsIn(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** A proxy may answer with a page of its own, which is not a problem document. */
function problemIn(body: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isProblem = typeof value === 'object' && value !== null && 'code' in value;
    return isProblem ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}
