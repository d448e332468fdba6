import type { JobId } from '@dance-pose/contracts';
import type { Request, Response } from 'express';
import type { HandlerDeps } from '../deps.ts';
import type { Caller } from './caller.ts';
import type { Operation } from './operation.ts';

/** One request, with the dependencies of its handler. Functions that a handler calls take the parts that they use. */
export interface Call extends Caller, HandlerDeps {
  readonly request: Request;
  readonly response: Response;
  readonly requestId: string;
  /** Trace context of the request, passed on to the job that it makes; undefined: not traced. */
  readonly traceparent: string | undefined;
  /** Scheme, host and port under which the client reaches the API, such as `https://pose.example.org`. */
  readonly origin: string;
  /** Aborts when the client disconnects, and after the reply is sent. */
  readonly clientGone: AbortSignal;
  /** Aborts like `clientGone`, and also when the server shuts down: requests that wait answer at once. */
  readonly stopWaiting: AbortSignal;
  /** Notes the job of the request for the log and the audit. */
  about(id: JobId): void;
}

/** A handler's answer; at most one of `body` and `stream`. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent chunk by chunk, as fast as the client reads. */
  readonly stream?: AsyncIterable<string>;
}

/** An operation of the API: its description and its handler. */
export interface Endpoint {
  readonly operation: Operation;
  handle(call: Call): Promise<Reply> | Reply;
}

export interface Route {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly endpoint: Endpoint;
}
