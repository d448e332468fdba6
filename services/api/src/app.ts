import express, { type Express } from 'express';
import { allowOrigins } from './access/cors.ts';
import { boardPath, serveBoard } from './admin/serve-board.ts';
import type { AppDeps, AppOptions } from './deps.ts';
import { answerProblems, refuseUnknownPath } from './http/problems.ts';
import { assignRequestId } from './http/request-id.ts';
import { logRequests } from './http/request-log.ts';
import { watchRequests } from './http/request-watch.ts';
import { securityHeaders } from './http/security-headers.ts';
import { cutOffStalledBodies } from './http/stalled-body.ts';
import { buildOpenApi } from './openapi/build-openapi.ts';
import { routes } from './routes.ts';
import { serveDashboard } from './server/dashboard.ts';
import { mountRoutes } from './server/mount-routes.ts';
import { serveSignedObjects } from './server/signed-objects.ts';
import { createSlots } from './upload/slots.ts';

/** Builds the HTTP service; it does nothing until a request arrives. */
export function createApp(options: AppOptions): Express {
  const deps: AppDeps = {
    ...options,
    uploadSlots: createSlots(options.maxConcurrentUploads),
    openApi: buildOpenApi(routes),
  };
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.set('trust proxy', [...deps.trustedProxies]);
  app.use(assignRequestId, logRequests(deps.log), watchRequests(deps));
  app.use(cutOffStalledBodies(deps.stalledAfterMs));
  app.use(allowOrigins(deps.corsOrigins));
  // Before our security headers: pages of other sites may embed objects by their presigned URLs.
  if (deps.signedObjects !== undefined) app.use(serveSignedObjects(deps.signedObjects, deps));
  app.use(security(deps));
  if (deps.admin !== undefined) app.use(boardPath, serveBoard(deps.admin, deps));
  mountRoutes(app, routes, deps);
  app.use(serveDashboard(deps.dashboardDir));
  app.use(refuseUnknownPath, answerProblems(deps.log));
  return app;
}

function security({ mediaOrigins, publicUrl }: Pick<AppDeps, 'mediaOrigins' | 'publicUrl'>) {
  return securityHeaders({
    mediaOrigins: publicUrl === undefined ? mediaOrigins : [...mediaOrigins, publicUrl],
    https: publicUrl?.startsWith('https:') ?? false,
  });
}
