import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  AppControllerRoute,
  AppViewRoute,
  BullBoardQueues,
  IServerAdapter,
  UIConfig,
} from '@bull-board/api/typings/app';
import express, { type IRouter, type Request, Router } from 'express';

type Controller = AppControllerRoute['handler'];
type OnError = Parameters<IServerAdapter['setErrorHandler']>[0];

/**
 * Serves bull-board. Its own Express adapter would also mount the routes that change jobs, and its page loads
 * external fonts and has inline styles, which our content security policy forbids.
 */
export class BoardRouter implements IServerAdapter {
  readonly router: IRouter = Router();
  readonly #basePath: string;
  #queues: BullBoardQueues = new Map();
  #uiConfig: UIConfig = {};
  #views = '';
  #onError: OnError = (error) => {
    throw error;
  };

  /** @param basePath where the router is mounted, such as `/admin/queues`. */
  constructor(basePath: string) {
    this.#basePath = basePath;
  }

  setQueues(queues: BullBoardQueues): this {
    this.#queues = queues;
    return this;
  }

  setViewsPath(folder: string): this {
    this.#views = folder;
    return this;
  }

  setStaticPath(route: string, folder: string): this {
    this.router.use(route, express.static(folder, { index: false, redirect: false }));
    return this;
  }

  setErrorHandler(onError: OnError): this {
    this.#onError = onError;
    return this;
  }

  setUIConfig(config: UIConfig): this {
    this.#uiConfig = config;
    return this;
  }

  setEntryRoute({ route, handler }: AppViewRoute): this {
    const template = readFileSync(join(this.#views, 'index.ejs'), 'utf8');
    this.router.get(route, (_request, response) => {
      const { params } = handler({ basePath: this.#basePath, uiConfig: this.#uiConfig });
      response.set('Cache-Control', 'no-store').type('html').send(page(template, params));
    });
    return this;
  }

  /** Mounts the routes that only read. */
  setApiRoutes(routes: AppControllerRoute[]): this {
    for (const { method, route, handler } of routes) {
      if ([method].flat().includes('get')) this.#mount(route, handler);
    }
    return this;
  }

  #mount(route: string | string[], handler: Controller): void {
    this.router.get(route, async (request, response) => {
      const { status = 200, body } = await this.#ask(request, handler);
      response.set('Cache-Control', 'no-store').status(status).json(body);
    });
  }

  async #ask({ query, params, headers }: Request, handler: Controller) {
    const asked = { query, params, body: {}, headers: headers as Record<string, string> };
    try {
      return await handler({ ...asked, queues: this.#queues, uiConfig: this.#uiConfig });
    } catch (error) {
      return this.#onError(error as Error);
    }
  }
}

/** Our own page around bull-board's scripts and style sheets, without its external fonts and inline styles. */
function page(template: string, { basePath, uiConfig }: Record<string, string>): string {
  const styles = template.match(/<link href="static\/[^>]*>/g) ?? [];
  const scripts = template.match(/<script defer src="static\/[^>]*><\/script>/g) ?? [];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base href="${basePath}">
<title>Dance Pose Analyser: queue</title>
<link rel="icon" type="image/svg+xml" href="static/images/logo.svg">
${styles.join('\n')}
</head>
<body>
<script id="__UI_CONFIG__" type="application/json">${uiConfig}</script>
<div id="root"></div>
${scripts.join('\n')}
</body>
</html>
`;
}
