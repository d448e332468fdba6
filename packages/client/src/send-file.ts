import { errorOf, UnreachableError } from './api-error.ts';
import type { Connection } from './http.ts';
import { withRetries } from './retry.ts';

/** Progress of the file; the other bytes of a form are not counted. */
export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

export interface Sending {
  readonly signal?: AbortSignal | undefined;
  /** Starts at 0 again when the file is sent again after a retry. */
  onProgress?(progress: UploadProgress): void;
}

export interface FormToSend {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Form fields, sent before the file in this order; unused if the file is the body. */
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Blob;
  /** `undefined`: the file is the body instead of a part of a form. */
  readonly fileName: string | undefined;
}

/**
 * Sends a file and reports its progress. Resolves with the text of the response.
 * @throws ApiError · UnreachableError · the signal's reason.
 */
export function sendFile(
  connection: Pick<Connection, 'fetch' | 'patienceMs'>,
  form: FormToSend,
  sending: Sending,
): Promise<string> {
  const { patienceMs } = connection;
  const { signal } = sending;
  // Safe to repeat: the target is the same object, or the request has an idempotency key.
  return withRetries({ patienceMs, repeatable: true, signal }, () =>
    // Browsers report upload progress only for XMLHttpRequest; Node has none, so a stream is counted.
    typeof XMLHttpRequest === 'undefined'
      ? sendStreamed(connection, form, sending)
      : sendFromPage(form, sending),
  );
}

function sendFromPage(form: FormToSend, { signal, onProgress }: Sending): Promise<string> {
  const xhr = new XMLHttpRequest();
  return new Promise<string>((resolve, reject) => {
    xhr.open(form.method, form.url);
    // Otherwise Firefox parses every answer as XML, and reports that it is none.
    xhr.responseType = 'text';
    for (const [name, value] of Object.entries(form.headers)) xhr.setRequestHeader(name, value);
    const totalBytes = form.file.size;
    xhr.upload.onprogress = ({ loaded }) =>
      onProgress?.({ sentBytes: Math.min(totalBytes, loaded), totalBytes });
    xhr.onload = () => {
      if (xhr.status >= 200 && xhr.status < 300) resolve(xhr.responseText);
      else reject(errorOf(xhr.status, xhr.responseText, xhr.getResponseHeader('Retry-After')));
    };
    xhr.onerror = () => reject(new UnreachableError('The upload was interrupted.'));
    xhr.onabort = () => reject(signal?.reason as Error);
    signal?.addEventListener('abort', () => xhr.abort(), { once: true });
    if (signal?.aborted) reject(signal.reason as Error);
    else xhr.send(bodyOf(form));
  });
}

function bodyOf({ fields, file, fileName }: FormToSend): FormData | Blob {
  if (fileName === undefined) return file;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file, fileName);
  return form;
}

/** Length of the body in bytes, without reading the file: the multipart framing always has the same length. */
async function lengthOf(form: FormToSend): Promise<number> {
  const { file } = form;
  const around = new Response(bodyOf({ ...form, file: new Blob([], { type: file.type }) }));
  return (await around.arrayBuffer()).byteLength + file.size;
}

async function sendStreamed(
  { fetch: send }: Pick<Connection, 'fetch'>,
  form: FormToSend,
  { signal, onProgress }: Sending,
): Promise<string> {
  // Response serialises the form as the platform does; that yields the boundary as well.
  const whole = new Response(bodyOf(form));
  const type = whole.headers.get('Content-Type');
  const body = whole.body?.pipeThrough(counted(form.file.size, onProgress)) ?? null;
  const headers = {
    ...form.headers,
    ...(form.fileName !== undefined && type !== null && { 'Content-Type': type }),
    // Stores require a Content-Length.
    'Content-Length': String(await lengthOf(form)),
  };
  // `duplex` is part of the Fetch standard, but missing in TypeScript's types.
  const init = { method: form.method, headers, body, duplex: 'half' };
  const response = await send(form.url, signal ? { ...init, signal } : init).catch(
    (cause: unknown) => {
      signal?.throwIfAborted();
      throw new UnreachableError('The upload was interrupted.', { cause });
    },
  );
  const text = await response.text();
  if (response.ok) return text;
  throw errorOf(response.status, text, response.headers.get('Retry-After'));
}

function counted(
  totalBytes: number,
  tell: Sending['onProgress'],
): TransformStream<Uint8Array, Uint8Array> {
  let sentBytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      sentBytes = Math.min(totalBytes, sentBytes + chunk.byteLength);
      tell?.({ sentBytes, totalBytes });
      controller.enqueue(chunk);
    },
  });
}
