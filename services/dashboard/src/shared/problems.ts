import { ApiError, UnreachableError } from '@dance-pose/client';
import { texts } from '../texts/texts.ts';
import { inWhole } from './format.ts';

/** A sentence for the user about an error. */
export function problemText(error: unknown): string {
  if (error instanceof UnreachableError) return texts.problems.unreachableOnce;
  if (error instanceof ApiError && error.retryAfterS !== undefined) {
    return texts.problems.tryAgainIn(error.message, inWhole(Math.ceil(error.retryAfterS)));
  }
  return error instanceof Error ? error.message : String(error);
}

export const unreachable = texts.problems.unreachableFor;

/** The same, where the page retries by itself. */
export const passingProblemText = (error: unknown): string =>
  error instanceof UnreachableError ? unreachable : problemText(error);

/** True if the service needs an API key and this browser sent none or a wrong one. */
export const isSignInNeeded = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 401;

export const isGone = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 404;
