import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findChromium, openBrowser } from './browser.ts';
import { openTestBench, type TestBench, type TestBenchOptions } from './test-bench.ts';
import { openVisit, type Visit, type VisitOptions } from './watched-page.ts';

/** The service and the browser that the tests of a file share. */
export interface Driven {
  bench(): TestBench;
  /**
   * Opens the pages as a signed-in user or a stranger; the visit ends with the test.
   * @param expected errors that Chromium writes to the console although the page handles them.
   */
  visit(expected?: RegExp, who?: 'teacher' | 'stranger'): Promise<Visit>;
}

const chromium = findChromium();

// Only ends what hangs: a fully loaded machine takes minutes for what otherwise takes seconds.
const timeoutMs = 400_000;

/**
 * Defines tests that drive the dashboard in a real Chromium against the whole service, in order. Each fails if a page
 * did something that no page may do: see `Visit.faults`.
 */
export function describeDriven(
  name: string,
  options: TestBenchOptions,
  tests: (driven: Driven) => void,
): void {
  if (chromium === undefined) {
    if (process.env.CI)
      throw new Error('CI needs a Chromium to test the dashboard; .ci/run has how.');
    process.stderr.write(`Not tested, there is no Chromium on this machine: ${name}\n`);
    describe.skip(name, () => test('skipped', () => {}));
    return;
  }
  jest.setTimeout(timeoutMs);
  describe(name, () => tests(share(chromium, options)));
}

function share(chromiumPath: string, options: TestBenchOptions): Driven {
  const resources = new AsyncDisposableStack();
  let [bench, browser]: [TestBench?, Browser?] = [];
  let teacher: VisitOptions['storageState'];
  let visits: Visit[] = [];
  beforeAll(async () => {
    bench = resources.use(await openTestBench(options));
    browser = await openBrowser(chromiumPath);
    resources.defer(() => browser?.close());
    teacher = await signIn(browser, bench);
  });
  afterEach(async () => {
    const faults = visits.flatMap((visit) => visit.faults);
    for (const visit of visits) await visit[Symbol.asyncDispose]();
    visits = [];
    expect(faults).toEqual([]);
  });
  afterAll(() => resources.disposeAsync());
  return {
    bench: () => bench as TestBench,
    async visit(expected, who = 'teacher') {
      const { url: baseURL, storeOrigin } = bench as TestBench;
      const visit = await openVisit(browser as Browser, {
        ...{ baseURL, storeOrigin, expected },
        storageState: who === 'teacher' ? teacher : undefined,
      });
      visits.push(visit);
      return visit;
    },
  };
}

/** Does what the sign-in page does, without a page. */
async function signIn(
  browser: Browser,
  { url, key }: TestBench,
): Promise<VisitOptions['storageState']> {
  const context = await browser.newContext({ baseURL: url });
  const headers = { Authorization: `Bearer ${key}` };
  await context.request.post('/v1/session', { headers });
  const state = await context.storageState();
  await context.close();
  return state;
}
