import type { Logger } from '@dance-pose/runtime';
import type { SignedObjectHandler } from '@dance-pose/storage';
import type { Request, RequestHandler } from 'express';
import { audit } from '../access/audit.ts';
import { clientAddress } from '../access/client-address.ts';
import type { AppDeps } from '../deps.ts';
import { requestIdOf } from '../http/request-id.ts';

/** Serves presigned URLs. They need no API key, but uploads through them share the process's upload slots. */
export function serveSignedObjects(
  handler: SignedObjectHandler,
  deps: Pick<AppDeps, 'uploadSlots' | 'stalledAfterMs' | 'log'>,
): RequestHandler {
  return (request, response, next) => {
    if (!request.path.startsWith('/objects/')) return next();
    if (request.method === 'PUT') {
      const slot = deps.uploadSlots.take();
      response.once('close', () => slot[Symbol.dispose]());
    }
    // A client that reads nothing for this long has disconnected, or is holding sockets on purpose.
    else request.socket.setTimeout(deps.stalledAfterMs);
    response.once('finish', () => {
      if (response.statusCode === 403) auditRefusal(request, requestIdOf(response), deps.log);
    });
    handler(request, response, next);
  };
}

function auditRefusal(request: Request, requestId: string, log: Logger): void {
  const who = `address:${clientAddress(request)}`;
  const jobId = /^\/objects\/(?:jobs|uploads)\/([0-9a-f]{32})(?:\/|$)/.exec(request.path)?.[1];
  audit(log, { who, what: 'access', jobId, result: 'forbidden', requestId });
}
