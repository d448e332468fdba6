import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { describeDriven } from './driven.ts';
import { listPage, notes } from './list-page.ts';
import { until } from './watched-page.ts';

const env = { MAX_UPLOAD_BYTES: '20000000' };

describeDriven('sending clips', { env }, ({ bench, visit }) => {
  afterEach(async () => {
    await until(bench().orphans, (found) => found.length === 0);
  });

  test('brings an example that can be opened before anything is sent', async () => {
    const { page } = await visit();
    await page.goto('/');
    await page.getByRole('link', { name: 'Open a finished example' }).click();
    await page.getByRole('heading', { name: 'drawn-dancer.mp4' }).waitFor();
    const video = page.locator('video');
    await until(
      () => video.evaluate((it: HTMLVideoElement) => it.readyState),
      (state) => state >= 2,
    );
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    // Two actions lead from the empty list to a finding that is repeated in the video.
    await page.locator('.sentence').first().click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.locator('.track .loop').waitFor();
    // The address opens it too.
    await page.reload();
    await page.getByRole('heading', { name: 'drawn-dancer.mp4' }).waitFor();
  });

  test('accepts a clip and shows its progress in every tab', async () => {
    const { page, newTab } = await visit();
    await page.goto('/');
    const other = await newTab();
    await other.goto('/');
    await other.getByText('No clips yet.').waitFor();
    await listPage(page).choosesFast();
    await listPage(page).send(await bench().clips.dance());
    for (const tab of [page, other]) {
      await listPage(tab).row('dance.mp4').getByText('Done').waitFor();
      await listPage(tab).row('dance.mp4').locator('img').waitFor();
    }
    expect((await bench().jobs()).map(({ options }) => options.model)).toEqual(['lite']);
  });

  test('loads little before it can be used', async () => {
    const { page } = await visit();
    const bodies: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (/\/$|\.(js|css|woff2)$/.test(response.url())) bodies.push(response.body());
    });
    await page.goto('/');
    await page.getByRole('button', { name: 'Choose clips' }).waitFor();
    await page.waitForLoadState('networkidle');
    const loaded = await Promise.all(bodies);
    expect(loaded.length).toBeGreaterThan(4);
    const kilobytes = loaded.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000;
    expect(kilobytes).toBeLessThan(130);
  });

  test('accepts several dropped files and sends two at a time', async () => {
    const { page } = await visit();
    await page.goto('/');
    await listPage(page).choosesFast();
    const { clips } = bench();
    const before = (await bench().jobs()).length;
    const most = mostAtOnce(page);
    await page.route(/\/objects\/uploads\//, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await listPage(page).drop(await clips.dance(), await clips.photo(), await clips.bulky());
    await listPage(page).counts(before + 3);
    expect(most()).toBe(2);
    for (const name of ['photo.png', 'bulky.mp4']) {
      await listPage(page).row(name).getByText('Done').waitFor();
    }
    // Pages without a drop zone ignore dropped files and stay open.
    await page.goto('/docs');
    const isLeft = await page
      .locator('main')
      .evaluate((main) =>
        main.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true })),
      );
    expect(isLeft).toBe(false);
  });

  test('records a clip with the camera, and releases the camera', async () => {
    const { page } = await visit();
    await page.addInitScript(() => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (wanted) => {
        const stream = await open(wanted);
        Object.assign(globalThis, { tracks: stream.getTracks() });
        return stream;
      };
    });
    await page.goto('/');
    await listPage(page).choosesFast();
    const film = filming(page);
    await film.record();
    await page.getByRole('button', { name: 'Analyse this take' }).click();
    await listPage(page).row('recording-').getByText('Done').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    const states = await page.evaluate<string[]>('tracks.map((track) => track.readyState)');
    expect(states).toEqual(['ended', 'ended']);
    const [recorded] = await bench().jobs();
    expect(recorded).toMatchObject({ state: 'completed', input: { kind: 'video' } });
    expect(recorded?.input?.durationMs).toBeGreaterThan(0);
  });

  test('never loses a take', async () => {
    const { page } = await visit();
    await page.goto('/');
    await listPage(page).choosesFast();
    const clips = (await bench().jobs()).length;
    const film = filming(page);
    // Escape asks, while it records and afterwards.
    await film.begin();
    await page.getByRole('button', { name: /^Stop \((?!0:00)/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Stop and look at it' }).click();
    await page.getByRole('button', { name: 'Analyse this take' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keep it for later' }).click();
    await film.kept().waitFor();
    // It outlives the page, and so does one that is cut off by a reload.
    await film.begin();
    await page.getByRole('button', { name: /^Stop \((?!0:0[01])/ }).waitFor();
    await page.reload();
    await until(
      () => film.kept().count(),
      (found) => found === 2,
    );
    await page.getByRole('button', { name: 'Discard', exact: true }).last().click();
    await until(
      () => film.kept().count(),
      (found) => found === 1,
    );
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByRole('button', { name: 'Analyse this take' }).click();
    await film.kept().waitFor({ state: 'detached' });
    await listPage(page).counts(clips + 1);
    await page.reload();
    await listPage(page).counts(clips + 1);
    expect(await film.kept().count()).toBe(0);
  });

  test('pauses and resumes an upload, and cancels one', async () => {
    const { page } = await visit();
    await page.goto('/');
    await listPage(page).choosesFast();
    const before = await bench().jobs();
    const line = await slowLine(page);
    const upload = listPage(page).upload('bulky.mp4');
    await listPage(page).send(await bench().clips.bulky());
    await upload
      .getByText(/^Uploading · \d+% · .+ of 3\.\d MB · \d+ kB\/s · \d+ s left$/)
      .waitFor();
    await upload.getByRole('button', { name: 'Pause' }).click();
    await upload.getByText('Paused.').waitFor();
    await until(bench().orphans, (found) => found.length === 0);
    await upload.getByRole('button', { name: 'Resume' }).click();
    await upload.getByText(/^Uploading · [1-9]/).waitFor();
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    expect((await asked).type()).toBe('beforeunload');
    await (await asked).dismiss();
    await page.getByRole('button', { name: 'Cancel bulky.mp4' }).click();
    await upload.waitFor({ state: 'detached' });
    await until(bench().orphans, (found) => found.length === 0);
    expect((await bench().jobs()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));

    // The cancelled upload does not prevent sending the file again.
    await listPage(page).send(await bench().clips.bulky());
    await upload.getByRole('button', { name: 'Pause' }).click();
    await line.free();
    await upload.getByRole('button', { name: 'Resume' }).click();
    await listPage(page).counts(before.length + 1);
  });

  test('retries on request, and recognises a clip whose response was lost', async () => {
    const { page } = await visit(/ERR_FAILED/);
    await page.goto('/');
    await listPage(page).choosesFast();
    const before = (await bench().jobs()).length;
    const upload = listPage(page).upload('dance.mp4');
    const everything = /\/v1\/(uploads|jobs)$/;
    await page.route(everything, (route) => route.abort());
    await listPage(page).send(await bench().clips.dance());
    await upload.getByRole('alert').filter({ hasText: 'The service cannot be reached.' }).waitFor();
    await page.unroute(everything);
    // The service makes the job, but the page does not learn of it.
    const losesAnswer = async (route: Route): Promise<void> => {
      await route.fetch();
      await route.abort();
    };
    await page.route(/\/v1\/jobs$/, losesAnswer, { times: 1 });
    await upload.getByRole('button', { name: 'Retry' }).click();
    await listPage(page).counts(before + 1);
    await upload.waitFor({ state: 'detached' });
    expect(await bench().jobs()).toHaveLength(before + 1);
  });

  test('explains what is wrong with a file', async () => {
    const { page } = await visit(/413/);
    await page.goto('/');
    const { clips } = bench();
    const list = listPage(page);
    await list.send(notes);
    await list.upload('notes.txt').getByText('This is not a video or a photo.').waitFor();
    await list.upload('notes.txt').getByRole('button', { name: 'Dismiss notes.txt' }).click();
    await list.upload('notes.txt').waitFor({ state: 'detached' });
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.method()));
    await list.send(await clips.endless());
    await list.upload('endless.mp4').getByText('The clip is 20 minutes long').waitFor();
    expect(sent).not.toContain('POST');
    await list.send({ name: 'large.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(20_000_001) });
    await list.upload('large.mp4').getByText('the limit is 20,000,000').waitFor();
    await list.send(await clips.bad());
    await list.row('bad.mp4').getByText('Failed').waitFor();
    expect(await list.row('bad.mp4').textContent()).toContain('A clip must have a picture');
    const names = (await bench().jobs()).map(({ source }) => source.fileName);
    expect(names).not.toContain('endless.mp4');
  });
});

/** The camera dialog, and the takes that were not sent. */
const filming = (page: Page) => {
  const begin = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Film now' }).click();
    await page.getByRole('radio', { name: 'None' }).check();
    await page.getByRole('button', { name: 'Record', exact: true }).click();
  };
  return {
    begin,
    async record(): Promise<void> {
      await begin();
      await page.getByRole('button', { name: /^Stop \((?!0:00)/ }).click();
    },
    kept: () => page.getByText(/^A take of .* has not been sent\.$/),
  };
};

/** Maximum number of files that were uploading to the store at the same time. */
function mostAtOnce(page: Page): () => number {
  let [now, most] = [0, 0];
  const isFile = (url: string): boolean => url.includes('/objects/uploads/');
  page.on('request', (request) => {
    if (isFile(request.url())) most = Math.max(most, ++now);
  });
  page.on('requestfinished', (request) => {
    if (isFile(request.url())) now -= 1;
  });
  return () => most;
}

/** Limits the upload rate to that of a bad mobile connection. */
async function slowLine(page: Page): Promise<{ free(): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  const set = (uploadThroughput: number): Promise<unknown> =>
    session.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput },
    });
  await session.send('Network.enable');
  await set(300_000);
  return {
    free: async () => {
      await set(-1);
      await session.detach();
    },
  };
}
