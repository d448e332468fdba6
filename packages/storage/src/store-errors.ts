import { UserError } from '@dance-pose/contracts';

/** What went wrong is in `cause`, for the log; it may name hosts and folders, so the user is not told. */
export function storeUnavailable(cause: unknown): UserError {
  return new UserError(
    'store-unavailable',
    'The object store did not do what was asked of it; try again in a moment.',
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
    `The file is larger than the ${limit} bytes that are allowed; send a shorter or smaller one.`,
  );
}
