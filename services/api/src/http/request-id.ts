import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

const header = 'X-Request-Id';
/** Ids that are accepted from a proxy; they can neither forge nor flood log lines. */
const acceptable = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives every request an id, the proxy's if it is acceptable, and returns it in the response. */
export const assignRequestId: RequestHandler = (request, response, next) => {
  const given = request.get(header);
  response.set(header, given !== undefined && acceptable.test(given) ? given : randomUUID());
  next();
};

export function requestIdOf(response: Response): string {
  return String(response.getHeader(header));
}
