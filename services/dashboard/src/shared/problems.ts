import { ApiError, UnreachableError } from '@dance-pose/client';

/** A sentence for the user about an error. */
export function problemText(error: unknown): string {
  if (error instanceof UnreachableError) {
    return 'The service cannot be reached. Check your connection, then try again.';
  }
  if (error instanceof ApiError && error.retryAfterS !== undefined) {
    return `${error.message} Try again in ${Math.ceil(error.retryAfterS)} s.`;
  }
  return error instanceof Error ? error.message : String(error);
}

export const unreachable =
  'The service cannot be reached. Check your connection; this page retries automatically.';

/** The same, where the page retries by itself. */
export const passingProblemText = (error: unknown): string =>
  error instanceof UnreachableError ? unreachable : problemText(error);

/** True if the service needs an API key and this browser sent none or a wrong one. */
export const isSignInNeeded = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 401;

export const isGone = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 404;
