import type { JobId } from '@dance-pose/contracts';
import type { Request, Response } from 'express';
import type { AppDeps } from '../deps.ts';
import type { Caller } from './caller.ts';
import type { Operation } from './operation.ts';

/** One request on its way through a handler. */
export interface Call extends Caller {
  readonly request: Request;
  readonly response: Response;
  readonly deps: AppDeps;
  readonly requestId: string;
  /** The request's place in a trace, for the job that it makes; undefined: not traced. */
  readonly traceparent: string | undefined;
  /** Scheme, host and port under which the client reaches us, such as `https://pose.example.org`. */
  readonly origin: string;
  /** Fires when the client went away, and once the reply is out. */
  readonly clientGone: AbortSignal;
  /** Fires also when the server is closing: requests that wait answer with what they have. */
  readonly stopWaiting: AbortSignal;
  /** Names the job that the request is about, for the log and the audit. */
  about(id: JobId): void;
}

/** What a handler answers; at most one of `body` and `stream`. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent chunk by chunk, as fast as the client takes it. */
  readonly stream?: AsyncIterable<string>;
}

/** One row of the API: what it says of itself, and what it does. */
export interface Endpoint {
  readonly operation: Operation;
  handle(call: Call): Promise<Reply> | Reply;
}

export interface Route {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly endpoint: Endpoint;
}
