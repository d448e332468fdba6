import { readFile, stat } from 'node:fs/promises';
import { requireS3Gateway } from '@dance-pose/local-stack';
import { expect, test } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import { clipPage } from './clip-page.ts';
import { describeDriven } from './driven.ts';
import { listPage } from './list-page.ts';
import { until } from './watched-page.ts';

const gatewayPath = await requireS3Gateway();

describeDriven('the dashboard, with its files on S3', { gatewayPath }, ({ bench, visit }) => {
  test('uploads a clip straight to the store, plays it from there, and leaves nothing behind', async () => {
    const { page } = await visit();
    const { storeOrigin = '', clips, orphans } = bench();
    const requests = noteRequests(page);
    await page.goto('/');
    await listPage(page).choosesFast();
    await listPage(page).send(await clips.bulky());
    await listPage(page).row('bulky.mp4').getByText('Done').waitFor();
    await listPage(page).row('bulky.mp4').locator('img').waitFor();
    const { size } = await stat(await clips.bulky());
    expect(await requests.bytesTo(storeOrigin)).toBeGreaterThan(size);
    expect(await requests.bytesTo(bench().url)).toBeLessThan(5000);

    await page.getByRole('link', { name: 'bulky.mp4' }).click();
    const [job] = await bench().jobs();
    const clip = clipPage(page);
    await clip.open(job?.id ?? '');
    await page.getByRole('button', { name: 'Play' }).click();
    await until(clip.place, (seconds) => seconds > 0.3);
    await page.getByRole('radio', { name: 'Original' }).check();
    await until(clip.readyState, (state) => state > 1);
    await page.getByRole('button', { name: 'Show the 3D view' }).click();
    await page.getByRole('img', { name: '3D skeleton' }).locator('canvas').waitFor();
    expect(requests.pathsTo(storeOrigin)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^POST \/dance-pose$/),
        ...['poster.jpg', 'annotated.mp4', 'report.json', 'timeseries.csv', 'track.bin'].map(
          (file) => `GET /dance-pose/jobs/${job?.id}/artifacts/${file}`,
        ),
        `GET /dance-pose/jobs/${job?.id}/input`,
      ]),
    );

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Landmarks' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('bulky-landmarks.json');
    expect(JSON.parse(await readFile(await download.path(), 'utf8')).frames).toHaveLength(30);
    await page.getByRole('button', { name: 'Delete bulky.mp4' }).click();
    await page.goto('/docs');
    await until(orphans, (found) => found.length === 0);
    expect(await bench().jobs()).toEqual([]);
  });

  test('leaves nothing of a cancelled upload, and falls back to uploading through the API', async () => {
    const { page } = await visit(/ERR_/);
    const { storeOrigin = '', clips, orphans } = bench();
    await page.goto('/');
    await listPage(page).choosesFast();
    await page.route(`${storeOrigin}/**`, (route) => route.abort());
    await listPage(page).send(await clips.dance());
    await listPage(page).counts(1);
    await page.unroute(`${storeOrigin}/**`);
    expect((await bench().jobs()).map(({ source }) => source.fileName)).toEqual(['dance.mp4']);
    await page.route(`${storeOrigin}/**`, () => {}); // The upload never completes.
    await listPage(page).send(await clips.bulky());
    await page.getByRole('button', { name: 'Cancel bulky.mp4' }).click();
    await listPage(page).upload('bulky.mp4').waitFor({ state: 'detached' });
    await until(orphans, (found) => found.length === 0);
  });
});

interface Requests {
  /** Bytes of request bodies sent to this origin. */
  bytesTo(origin: string): Promise<number>;
  pathsTo(origin: string): string[];
}

function noteRequests(page: Page): Requests {
  const all: Request[] = [];
  page.on('request', (request) => all.push(request));
  const sentTo = (origin: string) =>
    all.filter((request) => request.url().startsWith(`${origin}/`));
  return {
    async bytesTo(origin) {
      const lengths = sentTo(origin).map((request) => request.headerValue('content-length'));
      return (await Promise.all(lengths)).reduce((sum, length) => sum + Number(length), 0);
    },
    pathsTo: (origin) =>
      sentTo(origin).map((request) => `${request.method()} ${new URL(request.url()).pathname}`),
  };
}
