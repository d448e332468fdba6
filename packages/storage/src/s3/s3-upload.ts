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

/** The least that S3 takes; with its 10,000 parts that is 48 GiB. One part more than these is in memory. */
const partBytes = 5 * 1024 ** 2;
const partsInFlight = 2;
/** What the buffer of a first part begins with; it grows as the bytes come. */
const smallBytes = 64 * 1024;

/**
 * A part that arrives after AbortMultipartUpload brings the upload back to life (S3 documents it, Versity
 * does it once in five times): parts under way may finish first. A server that hangs is left alone after this.
 */
const settleMs = 1_000;

/** Enough for a part over a slow line, and for a server that copies the parts of a large object together. */
const transfer = { requestTimeout: 120_000 };

export interface S3Object {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Streams an object in: one request where a part can hold it, else a multipart upload.
 *
 * Our own in place of lib-storage's `Upload`, which gives up at once when it is aborted while its requests
 * go on, waits for a stalled body before it tells the server, and reads on after a part has failed.
 * Here every request has ended before AbortMultipartUpload is sent, and that before this rejects.
 *
 * @param signal ends the transfer of parts; the chunks end themselves.
 * @throws what the chunks throw, the signal's reason; UserError `store-unavailable` for all that the server does not do.
 */
export async function uploadChunks(
  client: S3Client,
  object: S3Object,
  contentType: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<{ sizeBytes: number }> {
  // Parts that were sent are filled again: left to the garbage collector they cost 20 MB.
  const spare: Buffer[] = [];
  const parts = inParts(chunks, spare);
  const { value: first } = await parts.next();
  const target = { ...object, ContentType: contentType };
  if (first === undefined || first.length < partBytes) {
    // Not cut short by an abort: nobody could tell then whether the object is there.
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
    // Whether this works or not, the first failure is the one to tell. Where it does not, the bucket's
    // lifecycle rule for unfinished uploads clears up.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

const failed = (cause: unknown): never => {
  throw storeUnavailable(cause);
};

/** Ends with no request under way, whether it succeeds or throws. */
async function uploadParts(
  client: S3Client,
  upload: S3Object & { readonly UploadId: string | undefined },
  parts: AsyncIterable<Buffer>,
  spare: Buffer[],
  signal: AbortSignal | undefined,
): Promise<{ completed: CompletedPart[]; sizeBytes: number }> {
  const failure = new AbortController();
  const stop = AbortSignal.any([failure.signal, ...(signal === undefined ? [] : [signal])]);
  const cut = new AbortController();
  let settling: NodeJS.Timeout | undefined;
  stop.addEventListener('abort', () => {
    settling = setTimeout(() => cut.abort(), settleMs);
  });
  const running = new Set<Promise<void>>();
  const completed: CompletedPart[] = [];
  const sendPart = async (part: CompletedPart, Body: Buffer): Promise<void> => {
    const command = new UploadPartCommand({ ...upload, PartNumber: part.PartNumber, Body });
    const { ETag } = await client.send(command, { ...transfer, abortSignal: cut.signal });
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
    clearTimeout(settling);
  }
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

/** Full parts, each in a spare buffer if there is one, then what is left; nothing for an empty body. */
async function* inParts(
  chunks: AsyncIterable<Uint8Array>,
  spare: Buffer[],
): AsyncGenerator<Buffer, undefined> {
  // Most objects are small, and a buffer for a whole part costs more than all else that is done for them.
  let part: Buffer = Buffer.allocUnsafe(smallBytes);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length; ) {
      const piece = chunk.subarray(offset, offset + partBytes - filled);
      if (filled + piece.length > part.length) part = grown(part, filled + piece.length);
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

/** The same bytes with room for so many, and for twice as many as there was if a part may have them. */
function grown(part: Buffer, neededBytes: number): Buffer {
  const sizeBytes = Math.min(partBytes, Math.max(2 * part.length, neededBytes));
  const larger = Buffer.allocUnsafe(sizeBytes);
  part.copy(larger);
  return larger;
}
