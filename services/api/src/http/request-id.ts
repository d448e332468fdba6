import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

const header = 'X-Request-Id';
/** What a proxy may hand us without being able to forge log lines or fill them. */
const acceptable = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives every request an id, the proxy's when it sent a sane one, and says it in the response. */
export const giveRequestId: RequestHandler = (request, response, next) => {
  const given = request.get(header);
  response.set(header, given !== undefined && acceptable.test(given) ? given : randomUUID());
  next();
};

export function requestIdOf(response: Response): string {
  return String(response.getHeader(header));
}
