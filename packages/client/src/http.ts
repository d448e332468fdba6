import { errorOf, UnreachableError } from './api-error.ts';
import { withRetries } from './retry.ts';

export interface Connection {
  /** Without a trailing slash; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
  /** Time during which a request is retried while the service is busy, in milliseconds. */
  readonly patienceMs: number;
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request continues even if the page is closed. */
  readonly keepalive?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** @throws ApiError · UnreachableError · the signal's reason. */
export async function request(
  connection: Connection,
  path: string,
  options: RequestOptions = {},
): Promise<Response> {
  const { method = 'GET', headers = {}, signal } = options;
  const repeatable = method !== 'POST' || 'Idempotency-Key' in headers;
  const { patienceMs } = connection;
  return withRetries({ patienceMs, repeatable, signal }, () =>
    requestOnce(connection, path, options),
  );
}

async function requestOnce(
  { baseUrl, headers, fetch: send }: Connection,
  path: string,
  { method = 'GET', body, headers: more = {}, keepalive = false, signal }: RequestOptions,
): Promise<Response> {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const init: RequestInit = { method, headers: { ...headers, ...json, ...more }, keepalive };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal !== undefined) init.signal = signal;
  const response = await send(`${baseUrl}${path}`, init).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new UnreachableError('The service cannot be reached.', { cause });
  });
  if (response.ok) return response;
  throw errorOf(response.status, await response.text(), response.headers.get('Retry-After'));
}

export async function requestJson<Body>(
  connection: Connection,
  path: string,
  options?: RequestOptions,
): Promise<Body> {
  return (await (await request(connection, path, options)).json()) as Body;
}
