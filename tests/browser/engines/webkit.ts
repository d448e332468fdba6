import { type ChildProcess, spawn } from 'node:child_process';
import { freePort } from '@dance-pose/local-stack';
import { Builder, Capabilities, Key, type WebElement } from 'selenium-webdriver';
import type { Engine } from './engine.ts';

export interface WebKitPrograms {
  /** `WebKitWebDriver` */
  readonly driver: string;
  /** `MiniBrowser` */
  readonly browser: string;
}

/** WebKitGTK's own browser over WebDriver, with WebGL switched off, on a screen that nobody sees. */
export async function openWebKit({ driver, browser }: WebKitPrograms): Promise<Engine> {
  await using opened = new AsyncDisposableStack();
  const port = await freePort();
  // Without a session bus of its own, WebKit waits for one. "C" is no language tag.
  const server = spawn(
    'dbus-run-session',
    ['--', 'xvfb-run', '--auto-servernum', driver, `--port=${port}`],
    { env: { ...process.env, LC_ALL: 'C' }, stdio: 'ignore', detached: true },
  );
  opened.defer(() => endGroup(server));
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': {
      binary: browser,
      args: ['--automation', '--enable-webgl=false', '--geometry=1280x900'],
    },
  });
  const session = await connected(`http://127.0.0.1:${port}`, capabilities);
  opened.defer(() => session.quit());
  const resources = opened.move();
  return {
    page: {
      open: (url) => session.get(url),
      ask: async (expression) =>
        JSON.parse(await session.executeScript(`return JSON.stringify(${expression}) ?? 'null'`)),
      click: async (expression) => {
        const element = await session.executeScript<WebElement>(`return ${expression}`);
        await element.click();
      },
      press: (key) =>
        session
          .actions()
          .sendKeys(Key[key.toUpperCase() as 'TAB'] ?? key)
          .perform(),
      // WebDriver has no console: the page's policy violations and exceptions are seen by the other engine.
      errors: async () => [],
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** The driver takes a moment to listen. */
async function connected(url: string, capabilities: Capabilities) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await new Builder().usingServer(url).withCapabilities(capabilities).build();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function endGroup({ pid }: ChildProcess): Promise<void> {
  if (pid !== undefined) process.kill(-pid, 'SIGTERM');
}
