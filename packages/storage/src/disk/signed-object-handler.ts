import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { toProblem, UserError } from '@dance-pose/contracts';
import send from 'send';
import { contentDisposition } from '../links/content-disposition.ts';
import { type LinkMethod, signedLinkPrefix } from '../links/signed-links.ts';
import { objectNotFound, uploadTooLarge } from '../store-errors.ts';
import type { DiskStore } from './disk-store.ts';

/** A plain Node request handler; it works as `app.use(handler)` in Express. */
export type SignedObjectHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

const methods: Readonly<Record<string, LinkMethod>> = { GET: 'GET', HEAD: 'GET', PUT: 'PUT' };

/**
 * Serves the links of a disk store: GET and HEAD with ranges and revalidation, PUT for uploads.
 * Mount it at the root of the server: links are `/objects/…`, every other path goes to `next`.
 * Errors of a request are answered here as problem+json; internal errors go to `next` if given.
 */
export function createSignedObjectHandler(store: DiskStore): SignedObjectHandler {
  return (req, res, next = notFound(res)) => {
    if (!req.url?.startsWith(signedLinkPrefix)) return next();
    serve(store, req, res).catch((error: unknown) => {
      // No response is possible: it has started already, or the client disconnected during its upload.
      if (res.headersSent || req.errored !== null) res.destroy();
      else if (error instanceof UserError) sendProblem(res, error);
      else next(error);
    });
  };
}

const notFound =
  (res: ServerResponse) =>
  (cause?: unknown): void =>
    sendProblem(
      res,
      cause === undefined
        ? new UserError('not-found', 'There is nothing at this address.')
        : new UserError('internal', 'The object could not be served.', { cause }),
    );

function sendProblem(res: ServerResponse, error: UserError): void {
  const problem = toProblem(error);
  if (error.code === 'method-not-allowed') res.setHeader('Allow', Object.keys(methods).join(', '));
  res.writeHead(problem.status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(JSON.stringify(problem));
}

async function serve(store: DiskStore, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const method = methods[req.method ?? ''];
  if (method === undefined) {
    throw new UserError('method-not-allowed', `Objects do not support ${req.method}.`);
  }
  const { key, params } = store.links.verify(method, req.url ?? '');
  if (method === 'PUT') await receive(store, key, params, req, res);
  else await deliver(store, key, params, req, res);
}

async function deliver(
  store: DiskStore,
  key: string,
  params: URLSearchParams,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const disposition = contentDisposition({
    disposition: params.get('disposition') === 'inline' ? 'inline' : 'attachment',
    fileName: params.get('name') ?? '',
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  send(req, key, {
    root: store.objectsFolder,
    dotfiles: 'allow',
    index: false,
    cacheControl: false,
  })
    .on('headers', () => {
      res.setHeader('Content-Type', params.get('type') ?? 'application/octet-stream');
      res.setHeader('Content-Disposition', disposition);
      res.setHeader('Cache-Control', 'private');
      // A file of a user must not run as a page of our origin.
      res.setHeader('X-Content-Type-Options', 'nosniff');
      res.setHeader('Content-Security-Policy', 'sandbox');
    })
    .on('directory', () => reject(objectNotFound(key)))
    .on('error', (error: SendError) => {
      if (error.status === 404) reject(objectNotFound(key, error));
      else if (error.status >= 500) reject(error);
      // 412 and 416 are plain HTTP answers that `send` has prepared; they are not problems of the request.
      else res.writeHead(error.status, error.headers).end();
    })
    .pipe(res.once('close', resolve));
  return promise;
}

/** An error event of `send`, with the status and headers that it would have answered with. */
interface SendError extends Error {
  readonly status: number;
  readonly headers?: Record<string, string>;
}

async function receive(
  store: DiskStore,
  key: string,
  params: URLSearchParams,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const contentType = params.get('type') ?? '';
  const maxBytes = Number(params.get('size'));
  if (req.headers['content-type'] !== contentType) {
    throw new UserError('forbidden', `This link requires Content-Type ${contentType}.`);
  }
  // With a Content-Length, Node reports a body that ends early as an error.
  const announced = Number(req.headers['content-length']);
  if (announced > maxBytes) throw uploadTooLarge(maxBytes);
  if (announced !== maxBytes) {
    throw new UserError('invalid-request', `This link requires a body of ${maxBytes} bytes.`);
  }
  const body = Readable.from(requestBody(req), { objectMode: false });
  try {
    await store.put(key, body, { contentType, maxBytes });
  } finally {
    req.resume(); // Drain the rest: a client that is still sending does not read the response.
  }
  res.writeHead(200).end();
}

/** Keeps the request open when a failed put destroys its body: the response still has to be sent. */
async function* requestBody(req: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const chunk of req.iterator({ destroyOnReturn: false })) yield chunk;
}
