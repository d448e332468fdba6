const name = /^[A-Za-z0-9._-]{1,255}$/;
const maxKeyLength = 1024;

/** `.` and `..` are excluded: a file system reads them as folders. */
const isName = (part: string): boolean => name.test(part) && part !== '.' && part !== '..';

/**
 * Keys come from `objectKeys`, never from users: an invalid key is a programming error.
 * The alphabet needs no escaping in a URL and cannot leave the folder of the disk store.
 */
export function assertObjectKey(key: string): void {
  if (key.length <= maxKeyLength && key.split('/').every(isName)) return;
  throw new Error(`Not an object key: ${JSON.stringify(key)}`);
}

/** A prefix is the start of a key: empty, whole names, or a name cut short. */
export function assertKeyPrefix(prefix: string): void {
  const folders = prefix.split('/');
  const last = folders.pop() ?? '';
  if (folders.every(isName) && /^[A-Za-z0-9._-]*$/.test(last)) return;
  throw new Error(`Not the start of an object key: ${JSON.stringify(prefix)}`);
}
