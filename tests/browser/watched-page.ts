import type { Browser, BrowserContext, Page, Response } from 'playwright-core';

/** Pages of one user, and all errors in them. */
export interface Visit extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Opens another tab, which is watched as well. */
  newTab(): Promise<Page>;
  /**
   * Requests to other origins than the service and the store, console errors, uncaught exceptions, CSP violations, and
   * pages whose CSP is too permissive.
   */
  readonly faults: readonly string[];
}

/** Longer than any step takes on a machine that is not overloaded. */
const timeoutMs = 60_000;

export interface VisitOptions {
  readonly baseURL: string;
  /** Origin of the files, if it is not the page's. */
  readonly storeOrigin?: string | undefined;
  /** Cookies of a signed-in user. */
  readonly storageState?: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;
  /** Answer of the browser to Basic authentication. */
  readonly httpCredentials?: { readonly username: string; readonly password: string };
  /** Chromium logs every error response, even those that the page expects and handles; these are ignored. */
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
  // Scripts that catch what the policy refuses leave no error, but browsers report the violation.
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      // biome-ignore lint/suspicious/noConsole: in the page; the visit reads it.
      console.error(`policy violated: ${violatedDirective} ${blockedURI}`),
    );
  });
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
 * True if the policy runs only files of the page's origin, and allows connections only to it and the store. An inline
 * style may be allowed by its hash.
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

/** Resolves with the value as soon as it holds. */
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

/** Presses Tab until the focused element matches, as keyboard users do; Shift+Tab moves backwards. */
export async function tabTo(
  page: Page,
  selector: string,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate((css) => document.activeElement?.matches(css), selector)) return;
  }
  throw new Error(`${selector} cannot be reached with Tab`);
}
