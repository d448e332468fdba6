// `pnpm bench:dashboard`: cost of keeping everything on a clip's page in sync while the clip plays.
import { join } from 'node:path';
import type { Size } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import type { Page } from 'playwright-core';
import { findChromium, openBrowser } from '../../tests/browser/browser.ts';
import { openTestBench, type TestBench } from '../../tests/browser/test-bench.ts';
import { measurePlayback } from './measure.ts';

const fps = 60;

await using resources = new AsyncDisposableStack();
const chromium = findChromium();
if (chromium === undefined) throw new Error('There is no Chromium on this machine.');
const bench = resources.use(await openTestBench({}));
const folder = resources.use(await createTempFolder('bench')).path;
const browser = await openBrowser(chromium);
resources.defer(() => browser.close());
const page = await openClip(
  bench,
  await analysed(bench, join(folder, 'dance.mp4'), { width: 720, height: 1280 }),
);

const print = (...cells: readonly (string | number)[]): void => {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
};
const row = async (shown: string, on: Page = page): Promise<void> => {
  const { framesPerSecond, scriptMs, layoutMs, longestGapMs, longTasks } =
    await measurePlayback(on);
  const perFrame = [scriptMs, layoutMs, scriptMs + layoutMs].map((ms) => ms.toFixed(2));
  print(shown, framesPerSecond.toFixed(1), ...perFrame, longestGapMs.toFixed(0), longTasks);
};
print(
  'on the page',
  'frames/s',
  'script ms',
  'style, layout ms',
  'both',
  'longest gap ms',
  'long tasks',
);
print('---', '---', '---', '---', '---', '---', '---');
await row('video and charts');
await page.getByRole('radio', { name: 'Skeleton only' }).check();
await page.getByRole('img', { name: 'Skeleton only' }).waitFor();
await row('skeleton alone and charts');
await page.getByRole('radio', { name: 'With skeleton' }).check();
await page.getByRole('button', { name: 'Show the 3D view' }).click();
await page.locator('.stage-box canvas').waitFor();
await row('video, charts and the dancer in space');

const full = { width: 1080, height: 1920 };
const large = await openClip(bench, await analysed(bench, join(folder, 'large.mp4'), full));
await large.getByRole('radio', { name: 'Original' }).check();
for (const layer of ['Skeleton', 'Angles', 'Trails', 'Centre of mass', 'Counts']) {
  await large.getByRole('button', { name: layer, exact: true }).click();
}
await large.getByRole('img', { name: 'Layers' }).waitFor();
await row('1080 × 1920: original with every layer, and charts', large);

/** @returns the id of the job. Ten seconds at 60 fps: a chart has 600 points. */
async function analysed(
  { submit, ended }: TestBench,
  outPath: string,
  size: Size,
): Promise<string> {
  const dance = createDance({ ...size, fps, bpm: 120, counts: 20 });
  await renderDance({ outPath, dance, signal: new AbortController().signal });
  const { id } = await submit(outPath, { model: 'lite' });
  const { state, error } = await ended(id);
  if (state !== 'completed') throw new Error(`The clip was not analysed: ${error?.message}`);
  return id;
}

async function openClip({ url, key }: TestBench, id: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 1000 },
  });
  await context.request.post('/v1/session', { headers: { Authorization: `Bearer ${key}` } });
  const opened = await context.newPage();
  await opened.goto(`/jobs/${id}`);
  await opened.locator('.u-over').nth(1).waitFor();
  return opened;
}
