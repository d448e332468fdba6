import { UserError } from '@dance-pose/contracts';
import type { Express } from 'express';
import type { Route } from '../http/endpoint.ts';
import { type ServeDeps, serve } from './serve.ts';

/** Mounts the routes. Each path also answers OPTIONS, and other methods with 405. */
export function mountRoutes(app: Express, routes: readonly Route[], deps: ServeDeps): void {
  for (const [path, rows] of Map.groupBy(routes, (route) => route.path)) {
    const methods = rows.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method]));
    const allow = [...methods, 'OPTIONS'].join(', ').toUpperCase();
    const mounted = app.route(path);
    for (const { method, endpoint } of rows) mounted[method](serve(endpoint, deps));
    mounted.options((_request, response) => {
      response.status(204).set('Allow', allow).end();
    });
    mounted.all((request, response) => {
      response.set('Allow', allow);
      throw new UserError(
        'method-not-allowed',
        `${request.path} does not support ${request.method}. Supported methods: ${allow}.`,
      );
    });
  }
}
