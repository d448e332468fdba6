import type { RequestHandler } from 'express';

/** Disconnects clients that send no byte of their body for `stalledAfterMs`, even if their connection is still open. */
export function cutOffStalledBodies(stalledAfterMs: number): RequestHandler {
  return (request, _response, next) => {
    const { headers, socket } = request;
    const hasBody =
      headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (hasBody) {
      socket.setTimeout(stalledAfterMs);
      request.once('end', () => socket.setTimeout(0));
    }
    next();
  };
}
