import { until } from '../watched-page.ts';

/** A page in a browser other than Chromium, with what the smoke test needs of it. */
export interface EnginePage {
  open(url: string): Promise<void>;
  /** Runs an expression in the page, and returns its value as JSON has it. */
  ask<Value>(expression: string): Promise<Value>;
  /** Clicks on the element that an expression names, as a user does: browsers play no sound before. */
  click(expression: string): Promise<void>;
  /** Presses a key as a user does. */
  press(key: string): Promise<void>;
  /** Errors that the page wrote to the console since it was opened. */
  errors(): Promise<readonly string[]>;
}

export interface Engine extends AsyncDisposable {
  readonly page: EnginePage;
}

/** Collects errors; it is run before anything else in each page. */
export const collectErrors = `
  window.seenErrors = [];
  addEventListener('error', (event) => window.seenErrors.push(String(event.message)));
  addEventListener('unhandledrejection', (event) => window.seenErrors.push(String(event.reason)));
  addEventListener('securitypolicyviolation', (event) =>
    window.seenErrors.push('policy violated: ' + event.violatedDirective + ' ' + event.blockedURI));
  const log = console.error;
  console.error = (...all) => { window.seenErrors.push(all.map(String).join(' ')); log(...all); };
`;

/** Waits until an expression in the page is true. */
export async function untilTrue(page: EnginePage, expression: string): Promise<void> {
  await until(
    async () => ({ expression, isTrue: await page.ask<boolean>(`Boolean(${expression})`) }),
    ({ isTrue }) => isTrue,
  );
}
