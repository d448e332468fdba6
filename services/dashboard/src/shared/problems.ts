import { ApiError, UnreachableError } from '@dance-pose/client';

/** What went wrong, in a sentence for the person at the page. */
export function sayProblem(error: unknown): string {
  if (error instanceof UnreachableError) {
    return 'The service cannot be reached. Check the connection, then try again.';
  }
  if (error instanceof ApiError && error.retryAfterS !== undefined) {
    return `${error.message} Try again in ${Math.ceil(error.retryAfterS)} s.`;
  }
  return error instanceof Error ? error.message : String(error);
}

export const unreachable =
  'The service cannot be reached. Check the connection; this page tries again by itself.';

/** The same where the page needs nobody to try again. */
export const sayPassingProblem = (error: unknown): string =>
  error instanceof UnreachableError ? unreachable : sayProblem(error);

/** The service wants an API key, and this browser has shown none or a wrong one. */
export const isSignInNeeded = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 401;

export const isGone = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 404;
