import puppeteer, { type ElementHandle } from 'puppeteer-core';
import { collectErrors, type Engine } from './engine.ts';

/** Debian's Firefox over WebDriver BiDi. Headless Firefox has no WebGL. */
export async function openFirefox(executablePath: string, language: string): Promise<Engine> {
  const browser = await puppeteer.launch({
    ...{ browser: 'firefox', executablePath, headless: true },
    extraPrefsFirefox: { 'intl.accept_languages': language, 'media.autoplay.default': 0 },
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  await page.evaluateOnNewDocument(collectErrors);
  return {
    page: {
      open: async (url) => void (await page.goto(url)),
      ask: async (expression) =>
        JSON.parse((await page.evaluate(`JSON.stringify(${expression}) ?? 'null'`)) as string),
      click: async (expression) => {
        await using element = await page.evaluateHandle(expression);
        await (element.asElement() as ElementHandle<Element> | null)?.click();
      },
      press: (key) => page.keyboard.press(key as Parameters<typeof page.keyboard.press>[0]),
      errors: async () => (await page.evaluate('window.seenErrors')) as string[],
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
