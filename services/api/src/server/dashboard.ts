import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, Router } from 'express';

/** Addresses of the dashboard's pages: one file is all of them, and tells them apart in the browser. */
const pages = ['/', '/jobs/:id', '/sign-in', '/docs'];

/**
 * Serves the dashboard's built files. Those with a hash in their name never change.
 * @param folder what `vite build` made of services/dashboard.
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
    if (!isLostVisitor(request)) return next();
    response.status(404).set('Cache-Control', 'no-cache').sendFile(index);
  });
  return router;
}

/** Somebody with a browser and a wrong address, whom the page tells so; programs are told in JSON. */
const isLostVisitor = (request: Request): boolean =>
  request.method === 'GET' &&
  !request.path.startsWith('/v1/') &&
  !request.path.startsWith('/assets/') &&
  request.accepts(['json', 'html']) === 'html';
