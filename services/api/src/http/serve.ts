import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '@dance-pose/contracts';
import type { Request, RequestHandler, Response } from 'express';
import type { AppDeps } from '../deps.ts';
import type { Call, Endpoint, Reply } from './endpoint.ts';
import { lingerForBody } from './linger.ts';
import { resolveOwner } from './owner.ts';
import { requestIdOf } from './request-id.ts';
import { noteInLog } from './request-log.ts';

/** Joins an endpoint to Express: the request becomes a {@link Call}, the {@link Reply} is sent. */
export function serve(endpoint: Endpoint, deps: AppDeps): RequestHandler {
  return async (request, response) => {
    const call = createCall(request, response, deps);
    await send(await endpoint.handle(call), call);
  };
}

function createCall(request: Request, response: Response, deps: AppDeps): Call {
  const gone = new AbortController();
  const stop = new AbortController();
  const onClosing = (): void => stop.abort(deps.closing.reason);
  if (deps.closing.aborted) onClosing();
  deps.closing.addEventListener('abort', onClosing);
  response.once('close', () => {
    deps.closing.removeEventListener('abort', onClosing);
    gone.abort(new Error('the client has gone'));
    stop.abort(gone.signal.reason);
  });
  return {
    request,
    response,
    deps,
    owner: resolveOwner(request),
    requestId: requestIdOf(response),
    origin: deps.publicUrl ?? originOf(request),
    clientGone: gone.signal,
    stopWaiting: stop.signal,
    about: (jobId) => noteInLog(response, { jobId }),
  };
}

function originOf({ protocol, host }: Request): string {
  const origin = `${protocol}://${host}`;
  if (host !== undefined && URL.canParse(origin)) return origin;
  throw new UserError('invalid-request', 'The Host header is missing or not a host.');
}

async function send(reply: Reply, call: Call): Promise<void> {
  const { request, response } = call;
  if (call.clientGone.aborted) return;
  lingerForBody(request);
  response.status(reply.status).set(reply.headers ?? {});
  if (reply.stream !== undefined && request.method !== 'HEAD') {
    await sendStream(reply.stream, call);
  } else if (reply.body === undefined) {
    response.end();
  } else {
    response.json(reply.body);
  }
}

async function sendStream(stream: AsyncIterable<string>, call: Call): Promise<void> {
  call.response.flushHeaders();
  try {
    // One event waits at most: a slow client holds back the source, it does not fill our memory.
    await pipeline(Readable.from(stream, { highWaterMark: 1 }), call.response);
  } catch (error) {
    if (!call.clientGone.aborted) throw error;
  }
}
