import type { Browser, BrowserContext, Page, Response } from 'playwright-core';

/** Pages of one person, and all that went wrong in them. */
export interface Visit extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Another tab, watched as well. */
  newTab(): Promise<Page>;
  /**
   * Requests to anywhere but origin and store, errors in the console, exceptions that nobody caught, broken
   * rules of the CSP, and pages whose CSP would let more in.
   */
  readonly faults: readonly string[];
}

/** Longer than anything takes on a machine that is not at its end. */
const timeoutMs = 60_000;

export interface VisitOptions {
  readonly baseURL: string;
  /** Where the files are, when that is another origin than the page's. */
  readonly storeOrigin?: string | undefined;
  /** Of somebody who has signed in. */
  readonly storageState?: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;
  /** What the browser answers when it is asked for a name and a password. */
  readonly httpCredentials?: { readonly username: string; readonly password: string };
  /** Chromium logs each answer that is an error, also those that the page expects and shows: these may be. */
  readonly expected?: RegExp | undefined;
}

export async function openVisit(browser: Browser, options: VisitOptions): Promise<Visit> {
  const { baseURL, storageState, httpCredentials } = options;
  const context = await browser.newContext({
    ...{ baseURL, locale: 'en-GB', viewport: { width: 1280, height: 900 } },
    ...(storageState === undefined ? {} : { storageState }),
    ...(httpCredentials === undefined ? {} : { httpCredentials }),
  });
  context.setDefaultTimeout(timeoutMs);
  const newTab = (): Promise<Page> => context.newPage();
  return {
    ...{ context, newTab, faults: watch(context, options) },
    page: await newTab(),
    [Symbol.asyncDispose]: () => context.close(),
  };
}

function watch(
  context: BrowserContext,
  { baseURL, storeOrigin, expected }: VisitOptions,
): readonly string[] {
  const faults: string[] = [];
  const origins = [baseURL, ...(storeOrigin === undefined ? [] : [storeOrigin])];
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const isOurs = ['blob:', 'data:'].includes(protocol) || origins.includes(origin);
    if (!isOurs) faults.push(`request to ${request.url()}`);
  });
  context.on('response', (response) => {
    if (!isPage(response, baseURL)) return;
    const policy = response.headers()['content-security-policy'] ?? '';
    if (!isStrict(policy, storeOrigin)) faults.push(`CSP of ${response.url()}: ${policy}`);
  });
  context.on('weberror', (error) => faults.push(`exception: ${error.error().stack}`));
  context.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`;
    if (message.type() === 'error' && !expected?.test(text)) faults.push(`console: ${text}`);
  });
  return faults;
}

const isPage = (response: Response, baseURL: string): boolean =>
  response.url().startsWith(`${baseURL}/`) &&
  (response.headers()['content-type'] ?? '').startsWith('text/html');

/**
 * Lets only files of the page's origin run, and nothing come from or go to anywhere but there and the store. A style
 * in the page itself may be named by its hash.
 */
function isStrict(policy: string, storeOrigin = "'self'"): boolean {
  const rules = policy.split(';').map((rule) => rule.trim());
  const sources = rules.flatMap((rule) => rule.split(' ').slice(1));
  const known = ["'none'", "'self'", 'data:', 'blob:', storeOrigin];
  return (
    rules.includes("default-src 'none'") &&
    rules.includes("script-src 'self'") &&
    sources.includes(storeOrigin) &&
    sources.every((source) => known.includes(source) || source.startsWith("'sha256-"))
  );
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

/** Presses Tab until what has the focus matches, as somebody without a mouse does; Shift+Tab goes back. */
export async function tabTo(
  page: Page,
  selector: string,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate((css) => document.activeElement?.matches(css), selector)) return;
  }
  throw new Error(`${selector} cannot be reached with Tab`);
}
