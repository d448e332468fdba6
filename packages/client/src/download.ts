import type { ArtifactName, JobDocument, JobId } from '@dance-pose/contracts';
import { isFinal } from './api-error.ts';
import { type Connection, type RequestOptions, request, requestJson } from './http.ts';
import { pause } from './pause.ts';

export interface DownloadProgress {
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

export interface Receiving {
  readonly signal?: AbortSignal | undefined;
  onProgress?(progress: DownloadProgress): void;
}

/** A download in progress. */
export interface Download {
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** SHA-256 of the whole file, in hex. */
  readonly sha256: string;
  /**
   * Resumes a few times where it was interrupted; errors with `DownloadError` if the file stays incomplete. Read it
   * to the end or cancel it.
   */
  readonly stream: ReadableStream<Uint8Array>;
}

/** The file did not arrive complete or unchanged. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

/** Pauses before an interrupted download is resumed; received data resets the count. */
const waitsMs = [200, 1000, 3000] as const;

/** @throws ApiError if there is no such file (yet) · UnreachableError · the signal's reason. */
export async function download(
  connection: Connection,
  id: JobId,
  name: ArtifactName,
  { signal, onProgress }: Receiving = {},
): Promise<Download> {
  const ask = (more: RequestOptions = {}): Promise<Response> =>
    request(connection, `/v1/jobs/${id}/artifacts/${name}`, { ...more, signal });
  // Request the file first: its problem document explains best why there is none.
  const first = await ask();
  const { result } = await requestJson<JobDocument>(connection, `/v1/jobs/${id}`, { signal });
  const artifact = result?.artifacts.find((one) => one.name === name);
  if (artifact === undefined) throw new DownloadError(`${name} of job ${id} has just been removed`);
  const { mediaType, sizeBytes, sha256 } = artifact;
  const bytes = receive(first, ask, { name, sizeBytes, signal });
  return { mediaType, sizeBytes, sha256, stream: streamOf(bytes, sizeBytes, onProgress) };
}

interface Wanted {
  readonly name: string;
  readonly sizeBytes: number;
  readonly signal: AbortSignal | undefined;
}

async function* receive(
  first: Response,
  ask: (more: RequestOptions) => Promise<Response>,
  { name, sizeBytes, signal }: Wanted,
): AsyncGenerator<Uint8Array> {
  let received = 0;
  let response: Response | undefined = first;
  for (let failures = 0; ; failures += 1) {
    let cause: unknown;
    try {
      response ??= await ask({ headers: { Range: `bytes=${received}-` } });
      for await (const chunk of chunksFrom(response, received)) {
        received += chunk.byteLength;
        failures = 0;
        yield chunk;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (isFinal(error)) throw error;
      cause = error;
    }
    if (received === sizeBytes) return;
    const waitMs = waitsMs[failures];
    if (received > sizeBytes || waitMs === undefined) {
      throw new DownloadError(`${name} has ${sizeBytes} bytes, but ${received} arrived.`, {
        cause,
      });
    }
    await pause(waitMs, signal);
    response = undefined;
  }
}

/** Yields what follows the first `received` bytes of the file; a server without ranges sends the whole file. */
async function* chunksFrom(
  { body, status }: Response,
  received: number,
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  let skip = status === 206 ? 0 : received;
  try {
    while (reader !== undefined) {
      const { value, done } = await reader.read();
      if (done) return;
      const fresh = value.subarray(Math.min(skip, value.byteLength));
      skip -= value.byteLength - fresh.byteLength;
      if (fresh.byteLength > 0) yield fresh;
    }
  } finally {
    await reader?.cancel().catch(() => {}); // The stream itself has failed: there is nothing to cancel.
  }
}

function streamOf(
  bytes: AsyncGenerator<Uint8Array>,
  totalBytes: number,
  onProgress: Receiving['onProgress'],
): ReadableStream<Uint8Array> {
  let receivedBytes = 0;
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await bytes.next();
      if (done) return controller.close();
      receivedBytes += value.byteLength;
      onProgress?.({ receivedBytes, totalBytes });
      controller.enqueue(value);
    },
    cancel: async () => void (await bytes.return(undefined)),
  });
}
