import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '@dance-pose/contracts';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { type AdmitDeps, admit } from '../access/admit.ts';
import type { AppDeps, HandlerDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import type { Call, Endpoint, Reply } from '../http/endpoint.ts';
import { lingerForBody } from '../http/linger.ts';
import { requestIdOf } from '../http/request-id.ts';
import { noteInLog } from '../http/request-log.ts';
import { traceparentOf } from '../http/request-watch.ts';

export interface ServeDeps extends HandlerDeps, AdmitDeps, Pick<AppDeps, 'closing'> {}

/** Adapts an endpoint to Express: makes a {@link Call} of the request and sends the {@link Reply}. */
export function serve(endpoint: Endpoint, deps: ServeDeps): RequestHandler {
  return async (request, response) => {
    const presence = watchClient(response, deps.closing);
    const open = endpoint.operation.open === true;
    const caller = open ? unidentified : await admit(request, response, deps);
    await readJson(request, response);
    const call = { ...createCall(request, response, deps), ...presence, ...caller };
    await send(await endpoint.handle(call), call);
  };
}

/** The caller of an open endpoint, who is not identified. */
const unidentified: Caller = { owner: 'nobody', who: 'nobody' };

const jsonBody = express.json({ limit: '64kb' });

/** Runs after admission: the bodies of refused requests are not parsed. */
async function readJson(request: Request, response: Response): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  jsonBody(request, response, (error?: unknown) =>
    error === undefined ? resolve() : reject(error),
  );
  await promise;
}

type ClientSignals = Pick<Call, 'clientGone' | 'stopWaiting'>;

function watchClient(response: Response, closing: AbortSignal): ClientSignals {
  const gone = new AbortController();
  const stop = new AbortController();
  const onClosing = (): void => stop.abort(closing.reason);
  if (closing.aborted) onClosing();
  closing.addEventListener('abort', onClosing);
  response.once('close', () => {
    closing.removeEventListener('abort', onClosing);
    gone.abort(new Error('the client has disconnected'));
    stop.abort(gone.signal.reason);
  });
  return { clientGone: gone.signal, stopWaiting: stop.signal };
}

function createCall(
  request: Request,
  response: Response,
  deps: ServeDeps,
): Omit<Call, keyof ClientSignals | keyof Caller> {
  return {
    ...deps,
    request,
    response,
    requestId: requestIdOf(response),
    traceparent: traceparentOf(response),
    origin: deps.publicUrl ?? originOf(request),
    about: (jobId) => noteInLog(response, { jobId }),
  };
}

function originOf({ protocol, host }: Request): string {
  const origin = `${protocol}://${host}`;
  if (host !== undefined && URL.canParse(origin)) return origin;
  throw new UserError('invalid-request', 'The Host header is missing or invalid.');
}

type Connection = Pick<Call, 'request' | 'response' | 'clientGone'>;

async function send(reply: Reply, connection: Connection): Promise<void> {
  const { request, response, clientGone } = connection;
  if (clientGone.aborted) return;
  lingerForBody(request, response);
  response.status(reply.status).set(reply.headers ?? {});
  if (reply.stream !== undefined && request.method !== 'HEAD') {
    await sendStream(reply.stream, connection);
  } else if (reply.body === undefined) {
    response.end();
  } else {
    response.json(reply.body);
  }
}

async function sendStream(
  stream: AsyncIterable<string>,
  { response, clientGone }: Connection,
): Promise<void> {
  response.flushHeaders();
  try {
    // Buffers one event at most: a slow client slows down the source and does not fill our memory.
    await pipeline(Readable.from(stream, { highWaterMark: 1 }), response);
  } catch (error) {
    if (!clientGone.aborted) throw error;
  }
}
