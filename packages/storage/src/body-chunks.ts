import { addAbortSignal, type Readable } from 'node:stream';
import { uploadTooLarge } from './store-errors.ts';

export interface BodyLimits {
  readonly maxBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Passes the bytes of a body to a writer and destroys a stream when the writer ends, also after an error.
 * The chunks can throw UserError `upload-too-large`, the signal's reason or the stream's own error.
 */
export async function writeBody<T>(
  body: Readable | Uint8Array,
  limits: BodyLimits,
  write: (chunks: AsyncGenerator<Uint8Array>) => Promise<T>,
): Promise<T> {
  try {
    return await write(bodyChunks(body, limits));
  } finally {
    if (!(body instanceof Uint8Array)) body.destroy();
  }
}

/** Yields the bytes as they arrive, at most `maxBytes`. */
async function* bodyChunks(
  body: Readable | Uint8Array,
  { maxBytes = Number.POSITIVE_INFINITY, signal }: BodyLimits,
): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  try {
    signal?.throwIfAborted();
    for await (const chunk of body instanceof Uint8Array ? [body] : abortable(body, signal)) {
      const bytes: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      sizeBytes += bytes.byteLength;
      if (sizeBytes > maxBytes) throw uploadTooLarge(maxBytes);
      yield bytes;
    }
  } catch (error) {
    // An aborted stream fails with its own AbortError; callers expect the signal's reason.
    signal?.throwIfAborted();
    throw error;
  }
  signal?.throwIfAborted();
}

const abortable = (stream: Readable, signal: AbortSignal | undefined): Readable =>
  signal === undefined ? stream : addAbortSignal(signal, stream);
