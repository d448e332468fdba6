import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, Router } from 'express';

/** Paths of the dashboard's pages: one file serves them all and chooses the page in the browser. */
const pages = ['/', '/jobs/:id', '/sample', '/sign-in', '/docs', '/design'];

/**
 * Serves the dashboard's built files. Files with a hash in their name are immutable.
 * @param folder output of `vite build` in services/dashboard.
 */
export function serveDashboard(folder: string): Router {
  const router = Router();
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return router;
  const assets = express.static(join(folder, 'assets'), {
    immutable: true,
    maxAge: '1y',
    redirect: false,
    fallthrough: true,
  });
  router.use('/assets', assets);
  router.use(express.static(folder, { index: false, redirect: false }));
  router.get(pages, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(index);
  });
  router.use((request, response, next) => {
    if (!isPageRequest(request)) return next();
    response.status(404).set('Cache-Control', 'no-cache').sendFile(index);
  });
  return router;
}

/** True if a browser asks for a page that does not exist: it gets the dashboard's page for that; programs get JSON. */
const isPageRequest = (request: Request): boolean =>
  request.method === 'GET' &&
  !request.path.startsWith('/v1/') &&
  !request.path.startsWith('/assets/') &&
  request.accepts(['json', 'html']) === 'html';
