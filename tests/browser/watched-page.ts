import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Pages of one person, and all that went wrong in them. */
export interface Visit extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Another tab, watched as well. */
  newTab(): Promise<Page>;
  /** Requests to other origins, errors in the console, exceptions that nobody caught, broken rules of the CSP. */
  readonly faults: readonly string[];
}

/** Longer than anything takes on a machine that is not at its end. */
const timeoutMs = 60_000;

export interface VisitOptions {
  readonly baseURL: string;
  /** Of somebody who has signed in. */
  readonly storageState?: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;
  /** What the browser answers when it is asked for a name and a password. */
  readonly httpCredentials?: { readonly username: string; readonly password: string };
  /** Chromium logs each answer that is an error, also those that the page expects and shows: these may be. */
  readonly expected?: RegExp | undefined;
}

export async function openVisit(
  browser: Browser,
  { baseURL, storageState, httpCredentials, expected }: VisitOptions,
): Promise<Visit> {
  const context = await browser.newContext({
    ...{ baseURL, locale: 'en-GB', viewport: { width: 1280, height: 900 } },
    ...(storageState === undefined ? {} : { storageState }),
    ...(httpCredentials === undefined ? {} : { httpCredentials }),
  });
  context.setDefaultTimeout(timeoutMs);
  const faults: string[] = [];
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const isLocal = ['blob:', 'data:'].includes(protocol) || origin === baseURL;
    if (!isLocal) faults.push(`request to ${request.url()}`);
  });
  context.on('weberror', (error) => faults.push(`exception: ${error.error().stack}`));
  context.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`;
    if (message.type() === 'error' && !expected?.test(text)) faults.push(`console: ${text}`);
  });
  const newTab = (): Promise<Page> => context.newPage();
  return {
    ...{ context, newTab, faults },
    page: await newTab(),
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** Fulfils with what is asked for as soon as it holds. */
export async function until<Value>(
  ask: () => Promise<Value>,
  holds: (value: Value) => boolean,
): Promise<Value> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Presses Tab until what has the focus matches, as somebody without a mouse does. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((css) => document.activeElement?.matches(css), selector)) return;
  }
  throw new Error(`${selector} cannot be reached with Tab`);
}
