import { addAbortSignal, type Readable } from 'node:stream';
import { uploadTooLarge } from './store-errors.ts';

export interface BodyLimits {
  readonly maxBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Hands the bytes of a body to a writer; however that ends, a stream is closed then.
 * What the chunks can throw: UserError `upload-too-large`, the signal's reason, the stream's own error.
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

/** The bytes as they come, none beyond `maxBytes`. */
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
    // An aborted stream fails with an error of its own; the caller knows the reason it gave.
    signal?.throwIfAborted();
    throw error;
  }
  signal?.throwIfAborted();
}

const abortable = (stream: Readable, signal: AbortSignal | undefined): Readable =>
  signal === undefined ? stream : addAbortSignal(signal, stream);
