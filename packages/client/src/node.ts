import { createHash } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { ArtifactName, JobId } from '@dance-pose/contracts';
import type { DancePoseClient, NewJobFile } from './dance-pose-client.ts';
import { DownloadError, type Receiving } from './download.ts';

/** A local file in the form that `submit` takes; it is streamed from disk. */
export async function clipFrom(path: string): Promise<Pick<NewJobFile, 'file' | 'fileName'>> {
  return { file: await openAsBlob(path), fileName: basename(path) };
}

/**
 * Saves the video of a moment, which is cut first if need be. The file appears at `path` when it is complete.
 * @param moment index in the report's moments.
 * @throws ApiError · UnreachableError · the signal's reason.
 */
export async function saveMoment(
  client: DancePoseClient,
  id: JobId,
  moment: number,
  path: string,
  { signal }: Pick<Receiving, 'signal'> = {},
): Promise<void> {
  const video = await client.momentVideo(id, moment, signal);
  await saveWhole(path, (part) =>
    pipeline(Readable.fromWeb(video as ReadableStream<Uint8Array>), createWriteStream(part)),
  );
}

/** Writes `<path>.part` and renames it; a failure leaves neither. */
async function saveWhole(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${path}.part`;
  try {
    await write(part);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/**
 * Saves an artifact of a job. The file appears at `path`, replacing an existing one, when it is complete and its
 * SHA-256 is verified; until then it is `<path>.part`, which a failure or an abort removes.
 * @throws ApiError · UnreachableError · DownloadError · the signal's reason.
 */
export async function saveArtifact(
  client: DancePoseClient,
  id: JobId,
  name: ArtifactName,
  path: string,
  receiving: Receiving = {},
): Promise<void> {
  const { sha256, stream } = await client.download(id, name, receiving);
  const hash = createHash('sha256');
  const hashed = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await saveWhole(path, async (part) => {
    await pipeline(
      Readable.fromWeb(stream as ReadableStream<Uint8Array>),
      hashed,
      createWriteStream(part),
    );
    if (hash.digest('hex') === sha256) return;
    throw new DownloadError(
      `${name} was damaged in transit: its SHA-256 differs from the one in the job.`,
    );
  });
}
