import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { storeUnavailable } from '../store-errors.ts';

/** The minimum of S3; 10,000 parts make 48 GiB. Memory holds the parts in flight and one more. */
const partBytes = 5 * 1024 ** 2;
const partsInFlight = 2;
/** Initial size of the buffer of the first part; it grows with the data. */
const smallBytes = 64 * 1024;

/**
 * Time that parts in flight get to finish after an abort. A part that arrives after AbortMultipartUpload revives
 * the upload (documented by S3; Versity does it in one case of five). After this time a hanging server is left alone.
 */
const abortGraceMs = 1_000;

/** Enough for a part over a slow line, and for servers that copy the parts of a large object together. */
const transfer = { requestTimeout: 120_000 };

export interface S3Object {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Streams an object in: one request if it fits into a part, else a multipart upload.
 *
 * Replaces lib-storage's `Upload`. On abort that one rejects at once while its requests continue, waits for a
 * stalled body before it informs the server, and keeps reading after a part has failed. Here every request has
 * ended before AbortMultipartUpload is sent, and that has ended before this rejects.
 *
 * @param signal aborts the transfer of parts; `chunks` must end by themselves.
 * @throws the error of `chunks`, the signal's reason, or UserError `store-unavailable` for failures of the server.
 */
export async function uploadChunks(
  client: S3Client,
  object: S3Object,
  contentType: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<{ sizeBytes: number }> {
  // The buffers of sent parts are reused: garbage collection would leave about 20 MB more in memory.
  const spare: Buffer[] = [];
  const parts = inParts(chunks, spare);
  const { value: first } = await parts.next();
  const target = { ...object, ContentType: contentType };
  if (first === undefined || first.length < partBytes) {
    // No abort signal: after an aborted request it would be unknown if the object exists.
    const command = new PutObjectCommand({ ...target, Body: first ?? Buffer.alloc(0) });
    await client.send(command, transfer).catch(failed);
    return { sizeBytes: first?.length ?? 0 };
  }
  const created = await client.send(new CreateMultipartUploadCommand(target)).catch(failed);
  const upload = { ...object, UploadId: created.UploadId };
  try {
    const all = startingWith(first, parts);
    const { completed, sizeBytes } = await uploadParts(client, upload, all, spare, signal);
    const MultipartUpload = { Parts: completed };
    const command = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload });
    await client.send(command, transfer).catch(failed);
    return { sizeBytes };
  } catch (error) {
    // Report the first failure, even if the abort fails too; the bucket's lifecycle rule for unfinished uploads
    // then removes the parts.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

const failed = (cause: unknown): never => {
  throw storeUnavailable(cause);
};

/** No request is in flight when this returns or throws. */
async function uploadParts(
  client: S3Client,
  upload: S3Object & { readonly UploadId: string | undefined },
  parts: AsyncIterable<Buffer>,
  spare: Buffer[],
  signal: AbortSignal | undefined,
): Promise<{ completed: CompletedPart[]; sizeBytes: number }> {
  const failure = new AbortController();
  const stop = AbortSignal.any([failure.signal, ...(signal === undefined ? [] : [signal])]);
  const partAbort = new AbortController();
  let graceTimer: NodeJS.Timeout | undefined;
  stop.addEventListener('abort', () => {
    graceTimer = setTimeout(() => partAbort.abort(), abortGraceMs);
  });
  const running = new Set<Promise<void>>();
  const completed: CompletedPart[] = [];
  const sendPart = async (part: CompletedPart, Body: Buffer): Promise<void> => {
    const command = new UploadPartCommand({ ...upload, PartNumber: part.PartNumber, Body });
    const { ETag } = await client.send(command, { ...transfer, abortSignal: partAbort.signal });
    part.ETag = ETag;
    spare.push(Body);
  };
  let sizeBytes = 0;
  try {
    stop.throwIfAborted();
    for await (const body of parts) {
      const part = { PartNumber: completed.length + 1 };
      completed.push(part);
      sizeBytes += body.length;
      const sent = sendPart(part, body)
        .catch((cause: unknown) => failure.abort(storeUnavailable(cause)))
        .finally(() => running.delete(sent));
      running.add(sent);
      if (running.size === partsInFlight) await Promise.race(running);
      stop.throwIfAborted();
    }
    await Promise.all(running);
    stop.throwIfAborted();
    return { completed, sizeBytes };
  } catch (error) {
    failure.abort(error);
    await Promise.all(running);
    throw error;
  } finally {
    clearTimeout(graceTimer);
  }
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

/** Yields full parts, in spare buffers if there are any, then the rest; nothing for an empty body. */
async function* inParts(
  chunks: AsyncIterable<Uint8Array>,
  spare: Buffer[],
): AsyncGenerator<Buffer, undefined> {
  // Most objects are small: a buffer for a whole part would cost more than the rest of the put.
  let part: Buffer = Buffer.allocUnsafe(smallBytes);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length; ) {
      const piece = chunk.subarray(offset, offset + partBytes - filled);
      if (filled + piece.length > part.length) part = enlarge(part, filled + piece.length);
      part.set(piece, filled);
      offset += piece.length;
      filled += piece.length;
      if (filled < partBytes) continue;
      yield part;
      part = spare.pop() ?? Buffer.allocUnsafe(partBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

/** Copies the bytes into a buffer of at least `neededBytes` and, up to a part's size, twice the old size. */
function enlarge(part: Buffer, neededBytes: number): Buffer {
  const sizeBytes = Math.min(partBytes, Math.max(2 * part.length, neededBytes));
  const larger = Buffer.allocUnsafe(sizeBytes);
  part.copy(larger);
  return larger;
}
