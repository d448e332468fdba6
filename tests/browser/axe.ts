import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, ContextSpec } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

declare global {
  interface Window {
    readonly axe: { run(context: ContextSpec): Promise<AxeResults> };
  }
}

/** Injects axe into every page of the context from outside, where the page's CSP does not apply. */
export async function injectAxe(context: BrowserContext): Promise<void> {
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await context.addInitScript({ content: await readFile(path, 'utf8') });
}

/** Empty elements at the edges of a menu: they hand the focus on as soon as they have it. */
const guards = ['[data-base-ui-focus-guard]'];

/** Serious and critical violations on the current page, in both themes: rule and element. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without motion: axe would measure colours that are still changing.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await page.evaluate((exclude) => window.axe.run({ exclude }), guards);
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      const where = nodes.map(({ target }) => target.join(' ')).join(', ');
      found.push(`${id} (${colorScheme}): ${where}`);
    }
  }
  return found;
}
