import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type Artifact,
  type JobId,
  objectKeys,
  type StageProgress,
  UserError,
} from '@dance-pose/contracts';
import type { ObjectStore } from '@dance-pose/storage';

export interface Transfer {
  readonly store: ObjectStore;
  readonly signal: AbortSignal;
  readonly progress: (share: StageProgress) => void;
}

export interface WantedFile {
  readonly key: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** Why there is no job without it, in words for the user. */
  readonly missing: () => UserError;
}

/** Brings objects of the store into files, one after the other. */
export async function fetchFiles(
  files: readonly WantedFile[],
  { store, signal, progress }: Transfer,
): Promise<void> {
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let done = 0;
  progress({ stage: 'fetch', done, total });
  for (const { key, path, missing } of files) {
    const body = await store.get(key, signal).catch((error: unknown) => {
      throw isMissing(error) ? missing() : error;
    });
    body.on('data', (chunk: Buffer) => {
      done += chunk.length;
      progress({ stage: 'fetch', done, total });
    });
    await pipeline(body, createWriteStream(path), { signal });
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof UserError && error.code === 'not-found';

/** A store is waited for more than it is kept busy; each put of a large file takes memory. */
const putsAtOnce = 4;

/** Puts artifacts into the store, some at a time. When one fails, so do the others; none is under way afterwards. */
export async function storeArtifacts(
  { id }: { readonly id: JobId },
  folder: string,
  artifacts: readonly Artifact[],
  { store, signal, progress }: Transfer,
): Promise<void> {
  const total = artifacts.length;
  let done = 0;
  progress({ stage: 'store', done, total });
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const waiting = artifacts.values();
  const putOnAndOn = async (): Promise<void> => {
    for (const { name, mediaType } of waiting) {
      const body = createReadStream(join(folder, name));
      const options = { contentType: mediaType, signal: either };
      await store.put(objectKeys.artifact(id, name), body, options);
      done += 1;
      progress({ stage: 'store', done, total });
    }
  };
  const puts = Array.from({ length: putsAtOnce }, () =>
    putOnAndOn().catch((error: unknown) => failure.abort(error)),
  );
  await Promise.all(puts);
  failure.signal.throwIfAborted();
}
