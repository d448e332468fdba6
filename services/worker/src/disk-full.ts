import { types } from 'node:util';

/** Whether a full disk is behind the error: our own writes have the code, FFmpeg has only words for it. */
export function isDiskFull(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  const isIt = 'code' in error && error.code === 'ENOSPC';
  return isIt || /No space left on device/i.test(error.message) || isDiskFull(error.cause);
}
