import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storeUnavailable } from '../store-errors.ts';

const maxPublishAttempts = 10;

/** Runs disk work and turns every failure into `store-unavailable`. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storeUnavailable(cause);
  }
}

/** Resolves to undefined if there is no such file or folder. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isError(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

const isError = (error: unknown, ...codes: string[]): boolean =>
  codes.includes((error as NodeJS.ErrnoException).code ?? '');

/** A file that stays invisible until it is complete: `publish` renames it into place, else the end of the scope removes it. */
export interface IncomingFile extends AsyncDisposable {
  append(bytes: Uint8Array): Promise<void>;
  /** Copies the contents of another file into it. */
  fill(fromPath: string): Promise<void>;
  publish(path: string): Promise<void>;
}

/** @param folder on the same file system as the target; it is created if missing, but its parent is not. */
export async function createIncomingFile(folder: string): Promise<IncomingFile> {
  const path = join(folder, randomUUID());
  await mkdir(folder).catch((error: unknown) => {
    if (!isError(error, 'EEXIST')) throw error;
  });
  const file = await open(path, 'wx');
  return {
    append: (bytes) => file.appendFile(bytes),
    // File systems with reflinks share the blocks. A hard link would share the modification time as well.
    fill: (fromPath) => copyFile(fromPath, path, constants.COPYFILE_FICLONE),
    async publish(target) {
      // After a power cut an object may be missing, but is never incomplete.
      await file.datasync();
      await file.close();
      await moveInto(path, target);
    },
    async [Symbol.asyncDispose]() {
      await file.close();
      await rm(path, { force: true });
    },
  };
}

/** Renames a file and creates the parent folders of the target. */
export async function moveInto(path: string, target: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    // If the root was unmounted together with the file, its folders must not be created again: they would
    // block the mount point.
    await access(path);
    try {
      await mkdir(dirname(target), { recursive: true });
      return await rename(path, target);
    } catch (error) {
      // A concurrent delete of the folder's last object has removed the folder. If that happens while `mkdir`
      // creates the parents, the error is ENOTDIR.
      if (!isError(error, 'ENOENT', 'ENOTDIR') || tries === maxPublishAttempts) throw error;
    }
  }
}

/** Removes the files of a folder that were last written before `time`. @returns their number. */
export async function removeFilesOlderThan(folder: string, time: Date): Promise<number> {
  let removed = 0;
  for (const name of (await unlessMissing(readdir(folder))) ?? []) {
    const path = join(folder, name);
    const status = await unlessMissing(stat(path));
    if (status === undefined || status.mtime >= time) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** Yields the keys below a folder that start with the prefix and come after `after`, in key order. */
export async function* walkKeys(
  folder: string,
  prefix: string,
  after = '',
): AsyncGenerator<string> {
  const base = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const entries = (await unlessMissing(readdir(join(folder, base), { withFileTypes: true }))) ?? [];
  // `a-b` comes before `a/b`: a folder sorts by the keys in it, that is with a trailing slash.
  const keys = entries.map((entry) => `${base}${entry.name}${entry.isDirectory() ? '/' : ''}`);
  for (const key of keys.filter((each) => each.startsWith(prefix)).sort()) {
    const isFolder = key.endsWith('/');
    // Skip keys up to `after`, but not a folder that contains it: later keys may follow in that folder.
    if (key <= after && !(isFolder && after.startsWith(key))) continue;
    if (isFolder) yield* walkKeys(folder, key, after);
    else yield key;
  }
}

/** Removes a folder and its parents below `top`, as long as they are empty. */
export async function removeEmptyFolders(folder: string, top: string): Promise<void> {
  for (let each = folder; each !== top; each = dirname(each)) {
    try {
      await rmdir(each);
    } catch (error) {
      if (isError(error, 'ENOTEMPTY', 'EEXIST')) return;
      if (!isError(error, 'ENOENT')) throw error;
    }
  }
}
