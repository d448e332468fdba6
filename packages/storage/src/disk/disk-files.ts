import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storeUnavailable } from '../store-errors.ts';

const maxPublishTries = 10;

/** Runs what touches the disk: its failure is the store's, whatever the reason. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storeUnavailable(cause);
  }
}

/** Fulfils with undefined where there is no such file or folder. */
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

/** A file that nobody sees until it is whole: published under its name, or removed at the end of the scope. */
export interface IncomingFile extends AsyncDisposable {
  append(bytes: Uint8Array): Promise<void>;
  /** Makes it a copy of another file. */
  fill(fromPath: string): Promise<void>;
  publish(path: string): Promise<void>;
}

/** @param folder in the same file system as the place of publication; made here, but not its parent. */
export async function createIncomingFile(folder: string): Promise<IncomingFile> {
  const path = join(folder, randomUUID());
  await mkdir(folder).catch((error: unknown) => {
    if (!isError(error, 'EEXIST')) throw error;
  });
  const file = await open(path, 'wx');
  return {
    append: (bytes) => file.appendFile(bytes),
    // Where the file system can, the two share their blocks. A hard link would share the times as well.
    fill: (fromPath) => copyFile(fromPath, path, constants.COPYFILE_FICLONE),
    async publish(target) {
      // After a power cut there may be no object, but never half of one.
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

/** Renames a file and makes the folders above its new place. */
export async function moveInto(path: string, target: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    // Where the root went away with the file, its folders must not be made again: the root that comes back
    // could not take its place.
    await access(path);
    try {
      await mkdir(dirname(target), { recursive: true });
      return await rename(path, target);
    } catch (error) {
      // Somebody who deleted the last object of the folder has removed the folder under us; a folder that
      // goes while its parents are made is told as ENOTDIR.
      if (!isError(error, 'ENOENT', 'ENOTDIR') || tries === maxPublishTries) throw error;
    }
  }
}

/** Removes the files of a folder that nobody has written to since then, and counts them. */
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

/** The keys below a folder that start with the prefix and come after `after`, in key order. */
export async function* walkKeys(
  folder: string,
  prefix: string,
  after = '',
): AsyncGenerator<string> {
  const base = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const entries = (await unlessMissing(readdir(join(folder, base), { withFileTypes: true }))) ?? [];
  // `a-b` comes before `a/b`: a folder takes the place of its keys, not of its name.
  const keys = entries.map((entry) => `${base}${entry.name}${entry.isDirectory() ? '/' : ''}`);
  for (const key of keys.filter((each) => each.startsWith(prefix)).sort()) {
    const isFolder = key.endsWith('/');
    // Of two texts neither of which starts the other, all that begins like the greater comes after.
    if (key <= after && !(isFolder && after.startsWith(key))) continue;
    if (isFolder) yield* walkKeys(folder, key, after);
    else yield key;
  }
}

/** Removes a folder and those above it, up to the top, as long as they are empty. */
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
