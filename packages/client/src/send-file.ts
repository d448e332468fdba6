import { errorOf, UnreachableError } from './api-error.ts';
import type { Connection } from './http.ts';
import { patiently } from './patience.ts';

/** Of the file: a form has a little more bytes, which are not told. */
export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

export interface Sending {
  readonly signal?: AbortSignal | undefined;
  /** Begins anew when the service was busy and the file is sent again. */
  onProgress?(progress: UploadProgress): void;
}

export interface FormToSend {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Before the file, in this order. Without any the file itself is the body. */
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Blob;
  /** `undefined`: the file is the body, not a part of a form. */
  readonly fileName: string | undefined;
}

/**
 * Sends a file and tells how far it is. Resolves with the text of the reply.
 * @throws ApiError · UnreachableError · the signal's reason.
 */
export function sendFile(
  connection: Pick<Connection, 'fetch' | 'patienceMs'>,
  form: FormToSend,
  sending: Sending,
): Promise<string> {
  const { patienceMs } = connection;
  const { signal } = sending;
  // The same file at the same place, or under the same key: twice is as good as once.
  return patiently({ patienceMs, repeatable: true, signal }, () =>
    // Browsers tell the progress of a request only here, Node only of a stream that it reads.
    typeof XMLHttpRequest === 'undefined'
      ? sendStreamed(connection, form, sending)
      : sendFromPage(form, sending),
  );
}

function sendFromPage(form: FormToSend, { signal, onProgress }: Sending): Promise<string> {
  const xhr = new XMLHttpRequest();
  return new Promise<string>((resolve, reject) => {
    xhr.open(form.method, form.url);
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

/** Of the body, without reading the file: what is written around it has always the same length. */
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
  // The one place that knows how a form is written is the platform itself.
  const whole = new Response(bodyOf(form));
  const type = whole.headers.get('Content-Type');
  const body = whole.body?.pipeThrough(counted(form.file.size, onProgress)) ?? null;
  const headers = {
    ...form.headers,
    ...(form.fileName !== undefined && type !== null && { 'Content-Type': type }),
    // Stores take no body whose length they are not told.
    'Content-Length': String(await lengthOf(form)),
  };
  // `duplex` is the Fetch standard's, and not yet in TypeScript's types.
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
