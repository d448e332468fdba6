import type { RequestHandler } from 'express';

/** Cuts off whoever sends nothing of a body for so long: it has gone, whatever its connection says. */
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
