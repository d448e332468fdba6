import { constants } from 'node:fs';
import { access, open, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { writeBody } from '../body-chunks.ts';
import { createLinkSigner, type LinkSigner } from '../links/signed-links.ts';
import { assertKeyPrefix, assertObjectKey } from '../object-key.ts';
import type { ObjectInfo, ObjectStore } from '../object-store.ts';
import { objectNotFound } from '../store-errors.ts';
import {
  createIncomingFile,
  moveInto,
  onDisk,
  removeEmptyFolders,
  removeFilesOlderThan,
  unlessMissing,
  walkKeys,
} from './disk-files.ts';

export interface DiskStoreOptions {
  /** An existing folder. The store does not create it, so that a volume that is not mounted is noticed. */
  readonly root: string;
  /** Secret that signs the links, at least 16 characters; processes that share the root must share it. */
  readonly secret: string;
  /** Origin of the links, such as `https://example.org`; without it they are paths, `/objects/…`. */
  readonly baseUrl?: string;
}

/** An object store on the local file system; `createSignedObjectHandler` serves its links. */
export interface DiskStore extends ObjectStore {
  /** Root of the object files; the path of a file is the key of its object. */
  readonly objectsFolder: string;
  readonly links: LinkSigner;
}

/**
 * Keeps objects as `<root>/objects/<key>`. A key cannot also be the folder of another key.
 * Processes may share the root; unfinished writes are in `<root>/incoming`.
 */
export function createDiskStore({ root, secret, baseUrl = '' }: DiskStoreOptions): DiskStore {
  const objectsFolder = resolve(root, 'objects');
  const incomingFolder = resolve(root, 'incoming');
  const links = createLinkSigner(secret);
  const pathOf = (key: string): string => {
    assertObjectKey(key);
    return join(objectsFolder, key);
  };
  // Without this check a missing root looks like an empty store.
  const ping = (): Promise<void> => onDisk(() => access(root, constants.W_OK | constants.X_OK));

  const between = betweenFiles(pathOf, ping);

  return {
    objectsFolder,
    links,
    async put(key, body, options) {
      const path = pathOf(key);
      return writeBody(body, options, (chunks) => writeObject(incomingFolder, path, chunks));
    },
    async get(key, signal) {
      const stream = await openObject(pathOf(key), signal);
      if (stream !== undefined) return stream;
      await ping();
      throw objectNotFound(key);
    },
    async head(key) {
      const info = await onDisk(() => statObject(key, pathOf(key)));
      if (info === undefined) await ping();
      return info;
    },
    async *list(prefix, { after } = {}) {
      await ping();
      yield* listObjects(objectsFolder, prefix, after);
    },
    copy: (fromKey, toKey) =>
      between(fromKey, toKey, (from, to) => copyFile(from, to, incomingFolder)),
    move: (fromKey, toKey) =>
      between(fromKey, toKey, (from, to) => moveFile(from, to, objectsFolder)),
    async deletePrefix(prefix) {
      await ping();
      await onDisk(() => deleteObjects(objectsFolder, prefix));
    },
    async removeAbandoned(prefix, startedBefore) {
      assertKeyPrefix(prefix);
      await ping();
      // Every append updates the modification time, so a file that is still being written is never old.
      return onDisk(() => removeFilesOlderThan(incomingFolder, startedBefore));
    },
    ...linksOf(links, baseUrl),
    ping,
    [Symbol.asyncDispose]: async () => {},
  };
}

/** Runs work on the files of two keys. @throws UserError `not-found` if the first does not exist. */
const betweenFiles =
  (pathOf: (key: string) => string, ping: () => Promise<void>) =>
  async (fromKey: string, toKey: string, work: FileWork): Promise<void> => {
    const [from, to] = [pathOf(fromKey), pathOf(toKey)];
    await ping();
    if (!(await onDisk(() => work(from, to)))) throw objectNotFound(fromKey);
  };

type FileWork = (from: string, to: string) => Promise<boolean>;

function linksOf(links: LinkSigner, baseUrl: string): Pick<ObjectStore, 'signGet' | 'signUpload'> {
  const sign: LinkSigner['sign'] = (method, key, params, expiresInS) => {
    assertObjectKey(key);
    return `${baseUrl.replace(/\/$/, '')}${links.sign(method, key, params, expiresInS)}`;
  };
  return {
    signGet: async (key, { contentType, disposition, fileName, expiresInS }) =>
      sign('GET', key, { type: contentType, disposition, name: fileName }, expiresInS),
    async signUpload(key, { contentType, sizeBytes, expiresInS }) {
      const url = sign('PUT', key, { type: contentType, size: `${sizeBytes}` }, expiresInS);
      return { method: 'PUT', url, headers: { 'Content-Type': contentType } };
    },
  };
}

async function writeObject(
  incomingFolder: string,
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ sizeBytes: number }> {
  await using file = await onDisk(() => createIncomingFile(incomingFolder));
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    await onDisk(() => file.append(chunk));
    sizeBytes += chunk.byteLength;
  }
  await onDisk(() => file.publish(path));
  return { sizeBytes };
}

async function openObject(
  path: string,
  signal: AbortSignal | undefined,
): Promise<Readable | undefined> {
  await using opened = new AsyncDisposableStack();
  const file = await onDisk(() => unlessMissing(open(path)));
  if (file === undefined) return undefined;
  opened.use(file);
  if (!(await onDisk(() => file.stat())).isFile()) return undefined;
  opened.move(); // The stream closes the file.
  const stream = file.createReadStream();
  return signal === undefined ? stream : addAbortSignal(signal, stream);
}

async function statObject(key: string, path: string): Promise<ObjectInfo | undefined> {
  const status = await unlessMissing(stat(path));
  if (!status?.isFile()) return undefined;
  return { key, sizeBytes: status.size, modifiedAt: status.mtime };
}

/** @returns false if there is no such file. */
async function copyFile(from: string, to: string, incomingFolder: string): Promise<boolean> {
  if (!(await unlessMissing(stat(from)))?.isFile()) return false;
  await using file = await createIncomingFile(incomingFolder);
  await file.fill(from);
  await file.publish(to);
  return true;
}

/** @returns false if there is no such file. */
async function moveFile(from: string, to: string, top: string): Promise<boolean> {
  if (!(await unlessMissing(stat(from)))?.isFile()) return false;
  await moveInto(from, to);
  await removeEmptyFolders(dirname(from), top);
  return true;
}

async function* listObjects(
  folder: string,
  prefix: string,
  after: string | undefined,
): AsyncGenerator<ObjectInfo> {
  assertKeyPrefix(prefix);
  const keys = walkKeys(folder, prefix, after);
  for (;;) {
    const next = await onDisk(() => keys.next());
    if (next.done) return;
    const info = await onDisk(() => statObject(next.value, join(folder, next.value)));
    if (info !== undefined) yield info;
  }
}

async function deleteObjects(folder: string, prefix: string): Promise<void> {
  assertKeyPrefix(prefix);
  const folders = new Set<string>();
  for await (const key of walkKeys(folder, prefix)) {
    const path = join(folder, key);
    await rm(path, { force: true });
    folders.add(dirname(path));
  }
  for (const each of folders) await removeEmptyFolders(each, folder);
}
