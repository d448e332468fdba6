import type { Locator, Page } from 'playwright-core';
import { until } from './watched-page.ts';

/** `HTMLMediaElement.HAVE_CURRENT_DATA` */
const haveCurrentData = 2;

/** The page of a clip, as users see it. */
export const clipPage = (page: Page) => {
  const video = page.locator('video');
  const readyState = (): Promise<number> => video.evaluate((it: HTMLVideoElement) => it.readyState);
  return {
    readyState,
    /** Position of the video in seconds. */
    place: (): Promise<number> => video.evaluate((it: HTMLVideoElement) => it.currentTime),
    /** Frame number that the page shows. */
    frame: async (): Promise<number> =>
      Number((await page.locator('.place').textContent())?.split(' ').at(-1)),
    source: (): Promise<string> => video.evaluate((it: HTMLVideoElement) => it.currentSrc),
    /** Opens the page and waits until its charts are drawn and its video can play. */
    async open(id: string): Promise<void> {
      await page.goto(`/jobs/${id}`);
      await page.locator('.u-over').nth(1).waitFor();
      await until(readyState, (state) => state >= haveCurrentData);
    },
    /** Position of a chart's line, in pixels from the chart's left edge. */
    line: (chart: number): Promise<number> =>
      page
        .locator('.u-over .playhead')
        .nth(chart)
        .evaluate((line) => new DOMMatrix(getComputedStyle(line).transform).e),
  };
};

/** Number of colours in a canvas: more than a few if something was drawn. */
export const coloursIn = (canvas: Locator): Promise<number> =>
  canvas.evaluate((it: HTMLCanvasElement) => {
    const picture = it.getContext('2d')?.getImageData(0, 0, it.width, it.height);
    return new Set(new Uint32Array(picture?.data.buffer ?? new ArrayBuffer(0))).size;
  });

/** Starts watching; the result lists the elements of `main` that have changed since, as `tag.class`. */
export async function watchChanges(page: Page): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const classes = new Set<string>();
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        classes.add(`${element?.localName}.${element?.className}`);
      }
    }).observe(document.querySelector('main') as Element, {
      ...{ subtree: true, childList: true, characterData: true, attributes: true },
    });
    return classes;
  });
  return async () => (await seen.evaluate((classes) => [...classes])).sort();
}
