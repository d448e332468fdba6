import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@dance-pose/runtime';
import { expect, test } from '@jest/globals';
import { ffmpeg, streamsOf } from '../end-to-end/media.ts';
import { clipPage, coloursIn, watchChanges } from './clip-page.ts';
import { describeDriven } from './driven.ts';
import { listPage } from './list-page.ts';
import { until } from './watched-page.ts';

/** The finished example that the pages bring along. */
const exampleId = '5a3b1e00000000000000000000000000';

// Lifetime of presigned URLs: short, so that they expire while the page is open.
const urlTtlS = 8;

describeDriven('a clip', { env: { URL_TTL_S: `${urlTtlS}` } }, ({ bench, visit }) => {
  let dance: string;

  test('plays, and everything on the page stays in sync', async () => {
    const { id } = await bench().submit(await bench().clips.dance(), { model: 'lite' });
    await bench().ended(id);
    dance = id;
    const { page } = await visit();
    await page.goto('/');
    await page.getByRole('link', { name: 'dance.mp4' }).click();
    const clip = clipPage(page);
    await clip.open(dance);
    await page.getByRole('button', { name: 'Show the 3D view' }).click();
    const stage = page.getByRole('img', { name: '3D skeleton' });
    await stage.locator('canvas').waitFor();
    const before = await stage.screenshot();

    // A click on a chart seeks.
    const plot = page.locator('.u-over').first();
    const width = (await plot.boundingBox())?.width ?? 0;
    await plot.click({ position: { x: width * 0.6, y: 20 } });
    const there = await until(clip.place, (seconds) => seconds > 0.5);
    expect(Math.abs((await clip.line(1)) - width * 0.6)).toBeLessThan(2);
    expect((await stage.screenshot()).equals(before)).toBe(false);

    // Frame by frame, in every view.
    const frame = await clip.frame();
    await page.getByRole('button', { name: 'Frame forward' }).click();
    await page.getByRole('button', { name: 'Frame forward' }).click();
    await page.getByRole('button', { name: 'Frame back' }).click();
    expect(await clip.frame()).toBe(frame + 1);
    await page.getByRole('radio', { name: 'Original' }).check();
    await until(clip.source, (source) => source.endsWith('/input'));
    await until(clip.place, (seconds) => Math.abs(seconds - there) < 0.2);
    await page.getByRole('radio', { name: 'Skeleton only' }).check();
    const skeleton = page.getByRole('img', { name: 'Skeleton only' });
    await skeleton.waitFor();
    await until(
      () => coloursIn(skeleton),
      (colours) => colours > 10,
    );

    // During playback only the time and the lines below it are redrawn.
    await page.getByRole('radio', { name: 'With skeleton' }).check();
    await page.getByLabel('Speed').selectOption('0.25');
    await plot.click({ position: { x: 1, y: 20 } });
    await page.getByRole('button', { name: 'Frame back' }).focus();
    await page.keyboard.press('k');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    const changed = await watchChanges(page);
    const begun = await clip.frame();
    await until(clip.frame, (now) => now > begun + 3);
    expect(await changed()).toEqual(['div.playhead', 'span.place']);
  });

  test('leads from a sentence to its moment, and a link leads there again', async () => {
    const { page, newTab } = await visit();
    const clip = clipPage(page);
    await clip.open(exampleId);
    await page.locator('.sentence').first().click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.locator('.track .loop').waitFor();
    await until(
      async () => page.url(),
      (url) => url.includes('#t=') && url.includes('loop='),
    );
    const other = await newTab();
    await other.goto(page.url());
    const [, seconds] = /#t=([\d.]+)/.exec(page.url()) ?? [];
    const there = clipPage(other);
    await until(there.place, (at) => Math.abs(at - Number(seconds)) < 0.05);
    expect(await other.locator('.moment[aria-pressed="true"]').count()).toBe(1);

    // The keys work on the whole page; Space on a button presses it.
    await page.locator('body').press('k');
    await page.getByRole('button', { name: 'Play' }).waitFor();
    const frame = await clip.frame();
    // Back first: the loop may have stopped at the last frame of the clip.
    await page.locator('body').press(',');
    expect(await clip.frame()).toBe(frame - 1);
    await page.locator('body').press('.');
    expect(await clip.frame()).toBe(frame);
    await page.getByRole('button', { name: 'Mirror' }).focus();
    await page.keyboard.press('Space');
    await page.locator('.picture.mirrored').waitFor();
    expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(1);
    await page.keyboard.press('m');
    await page.locator('.picture.mirrored').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys of the player' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('repeats the part between two marks', async () => {
    const { page } = await visit();
    const clip = clipPage(page);
    await clip.open(exampleId);
    await page.locator('body').press('ArrowRight');
    await until(clip.place, (at) => Math.abs(at - 1) < 0.1);
    await page.getByRole('button', { name: 'Loop from here' }).click();
    await page.locator('body').press('ArrowRight');
    await until(clip.place, (at) => Math.abs(at - 2) < 0.1);
    await page.getByRole('button', { name: 'Loop to here' }).click();
    await until(
      async () => page.url(),
      (url) => /loop=1(\.\d+)?-2(\.\d+)?&?/.test(url),
    );
    await page.locator('.track .loop').waitFor();
    // It plays at once.
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    const places: number[] = [];
    await until(
      async () => {
        places.push(await clip.place());
        return places;
      },
      // It has gone back to the first mark at least once.
      (seen) => seen.some((place, i) => place < (seen[i - 1] ?? 0) - 0.3),
    );
    for (const place of places.slice(1)) expect(place).toBeLessThan(2.4);
    await page.getByRole('button', { name: /^Loop 0:01/ }).click();
    await page.locator('.track .loop').waitFor({ state: 'detached' });
  });

  test('keeps video and files when parts of it fail', async () => {
    const { page } = await visit(
      /Failed to (load|fetch)|dynamically imported|Cannot read|not iterable|The above error/,
    );
    const clip = clipPage(page);
    await page.route(/\/assets\/(charts|layer-canvas|skeleton-3d)-.*\.js$/, (route) =>
      route.abort(),
    );
    await page.route(/\/sample\/report\.json$/, async (route) => {
      const report = await (await route.fetch()).json();
      await route.fulfill({ json: { ...report, moments: [{}], metrics: [{}], music: {} } });
    });
    await page.goto(`/jobs/${exampleId}`);
    await until(clip.readyState, (state) => state >= 2);
    await page.getByRole('radio', { name: 'Skeleton only' }).check();
    await page.getByText('Layers cannot be shown').waitFor();
    await page.getByRole('radio', { name: 'With skeleton' }).check();
    await page.getByRole('button', { name: 'Show the 3D view' }).click();
    await until(
      () => page.getByText(/ cannot be shown/).count(),
      (count) => count >= 3,
    );
    await page.locator('body').press('k');
    const begun = await clip.place();
    await until(clip.place, (at) => at > begun);
    expect(await page.getByRole('link', { name: 'Report (JSON)' }).count()).toBe(1);
  });

  test('takes the tempo by tapping, and a "one", and analyses again', async () => {
    // Ten seconds, in which a beat is heard.
    await using folder = await createTempFolder('music');
    const path = join(folder.path, 'music.mp4');
    await ffmpeg(['-stream_loop', '4', '-i', await bench().clips.dance(), '-c', 'copy', path]);
    const { id: first } = await bench().submit(path, { model: 'lite' });
    await bench().ended(first);
    const { page } = await visit();
    const clip = clipPage(page);
    await clip.open(first);
    await page.getByText('Music and counts').click();
    const tap = page.getByRole('button', { name: 'Tap the beat' });
    for (let i = 0; i < 6; i += 1) {
      await tap.click();
      await page.waitForTimeout(500);
    }
    const tempo = Number(await page.getByLabel('Tempo (BPM)').inputValue());
    expect(tempo).toBeGreaterThan(60);
    await page.getByRole('button', { name: 'Mark a “one” here' }).click();
    await page.getByText(/^“One” at/).waitFor();
    await page.getByRole('button', { name: 'Analyse again' }).click();
    await page.getByText('Based on the landmarks of').waitFor();
    const id = /jobs\/([0-9a-f]{32})/.exec(page.url())?.[1] ?? '';
    const { options } = await bench().ended(id);
    expect(options.music).toMatchObject({ bpm: tempo, oneMs: expect.any(Number) });
  });

  test('offers its files, and is reanalysed as another clip', async () => {
    const { page } = await visit();
    await clipPage(page).open(dance);
    const first = page.url();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Report (JSON)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('dance-report.json');
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({
      schemaVersion: 2,
      model: 'lite',
    });
    const [moment] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: /^Save the video of / })
        .first()
        .click(),
    ]);
    expect(moment.suggestedFilename()).toMatch(/^dance-moment-\d+\.mp4$/);
    const video = (await streamsOf(await moment.path())).find((it) => it.codec_type === 'video');
    expect(Number(video?.duration)).toBeGreaterThan(0.5);
    expect(Number(video?.duration)).toBeLessThanOrEqual(2.1);
    await page.getByLabel('OpenSim markers (TRC)').check();
    await page.getByRole('button', { name: 'Reanalyse' }).click();
    await page.getByText('Based on the landmarks of').waitFor();
    expect(page.url()).not.toBe(first);
    await page.getByRole('link', { name: 'OpenSim markers' }).waitFor();
  });

  test('continues when its URLs have expired', async () => {
    const { page } = await visit(/403/);
    const { id } = await bench().submit(await bench().clips.heavy(), { model: 'lite' });
    await bench().ended(id);
    const clip = clipPage(page);
    await clip.open(id);
    await page.waitForTimeout(1000 * (urlTtlS + 1));
    const plot = page.locator('.u-over').first();
    const width = (await plot.boundingBox())?.width ?? 0;
    await page.getByRole('button', { name: 'Play' }).click();
    await plot.click({ position: { x: width * 0.9, y: 20 } });
    const begun = await until(clip.frame, (frame) => frame > 100);
    await until(clip.frame, (frame) => frame > begun);
    await page.getByRole('button', { name: 'Show the 3D view' }).click();
    await page.getByRole('img', { name: '3D skeleton' }).locator('canvas').waitFor();
    expect(await page.locator('.picture-note').count()).toBe(0);
  });

  test('is deleted, and restored with Undo', async () => {
    const { page, newTab } = await visit(/404/);
    const [newest, oldest] = await bench().jobs();
    const all = (await bench().jobs()).length;
    await page.goto('/');
    const other = await newTab();
    await other.goto('/');
    const open = await newTab();
    await clipPage(open).open(newest?.id ?? '');
    const isGone = open.getByText('Clip not found');
    for (const tab of [page, other]) await listPage(tab).counts(all);
    await page.getByRole('button', { name: 'Delete' }).first().click();
    await Promise.all([
      ...[page, other].map((tab) => listPage(tab).counts(all - 1)),
      isGone.waitFor(),
    ]);
    await page.getByRole('button', { name: 'Undo' }).click();
    for (const tab of [page, other]) await listPage(tab).counts(all);
    await isGone.waitFor({ state: 'detached' });
    await open.locator('video').waitFor();
    await page.getByRole('button', { name: 'Delete' }).first().click();
    // Leaving the page confirms the deletion.
    await page.goto('/docs');
    await listPage(other).counts(all - 1);
    await until(
      async () => (await bench().ask(`/v1/jobs/${newest?.id}`)).status,
      (status) => status === 404,
    );
    await open.reload();
    await isGone.waitFor();
    expect((await bench().ask(`/v1/jobs/${oldest?.id}`)).status).toBe(200);
  });
});
