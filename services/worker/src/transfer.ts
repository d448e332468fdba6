import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Artifact, type JobId, objectKeys, UserError } from '@dance-pose/contracts';
import type { ObjectStore } from '@dance-pose/storage';
import type { StageShare } from './job-progress.ts';

export interface Transfer {
  readonly store: ObjectStore;
  readonly signal: AbortSignal;
  readonly progress: (share: StageShare) => void;
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

export async function storeArtifacts(
  { id }: { readonly id: JobId },
  folder: string,
  artifacts: readonly Artifact[],
  { store, signal, progress }: Transfer,
): Promise<void> {
  const total = artifacts.length;
  progress({ stage: 'store', done: 0, total });
  for (const [at, { name, mediaType }] of artifacts.entries()) {
    const body = createReadStream(join(folder, name));
    await store.put(objectKeys.artifact(id, name), body, { contentType: mediaType, signal });
    progress({ stage: 'store', done: at + 1, total });
  }
}
