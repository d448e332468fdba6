import { UserError } from '@dance-pose/contracts';

/** The reason is in `cause`, for the log only: it may contain host names and folders. */
export function storeUnavailable(cause: unknown): UserError {
  return new UserError(
    'store-unavailable',
    'The object store could not complete the request; try again in a moment.',
    { cause },
  );
}

export function objectNotFound(key: string, cause?: unknown): UserError {
  return new UserError('not-found', `There is no object ${key}; it may have been deleted.`, {
    cause,
  });
}

export function uploadTooLarge(maxBytes: number): UserError {
  const limit = maxBytes.toLocaleString('en');
  return new UserError(
    'upload-too-large',
    `The file exceeds the limit of ${limit} bytes; send a shorter or smaller one.`,
  );
}
