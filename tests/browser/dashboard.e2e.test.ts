import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { bringAxe, seriousViolations } from './axe.ts';
import { findChromium, openBrowser } from './browser.ts';
import { clipPage, coloursIn, watchChanges } from './clip-page.ts';
import { listPage, notes } from './list-page.ts';
import { openStand, type Stand } from './stand.ts';
import { openVisit, tabTo, until, type Visit, type VisitOptions } from './watched-page.ts';

const chromium = findChromium();
if (chromium === undefined) {
  process.stderr.write('The dashboard is not tested: there is no Chromium on this machine\n');
}

// Only ends what hangs: a machine whose processors are all busy takes minutes for what is seconds otherwise.
jest.setTimeout(400_000);

(chromium === undefined ? describe.skip : describe)('the dashboard', () => {
  let stand: Stand;
  let browser: Browser;
  let signedIn: VisitOptions['storageState'];

  beforeAll(async () => {
    stand = await openStand();
    browser = await openBrowser(chromium ?? '');
  });

  afterAll(async () => {
    await browser?.close();
    await stand?.[Symbol.asyncDispose]();
  });

  const visit = (expected?: RegExp): Promise<Visit> =>
    openVisit(browser, { baseURL: stand.url, storageState: signedIn, expected });

  test('lets in who has a key', async () => {
    await using person = await visit(/401/);
    const { page, faults } = person;
    const response = await page.goto('/');
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    await page.getByRole('alert').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('API key').fill('nobody-knows-this-key');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This key is not known here.').waitFor();
    await page.getByLabel('API key').fill(stand.key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('No clips yet.').waitFor();
    signedIn = await person.context.storageState();
    expect(signedIn?.cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }]);
    expect(await page.evaluate(() => document.cookie + location.href)).not.toContain(stand.key);
    expect(faults).toEqual([]);
  });

  test('takes a clip and tells every tab what becomes of it', async () => {
    await using person = await visit();
    const { page, faults } = person;
    await page.goto('/');
    const other = await person.newTab();
    await other.goto('/');
    await other.getByText('No clips yet.').waitFor();
    await page.getByText('Options').click();
    await page.getByLabel('Recognition').selectOption('Fast');
    await listPage(page).send(stand.clips.dance);
    for (const tab of [page, other]) {
      await listPage(tab).row('dance.mp4').getByText('Done').waitFor();
      await listPage(tab).row('dance.mp4').locator('img').waitFor();
    }
    expect((await stand.jobs()).map(({ options }) => options.model)).toEqual(['lite']);
    expect(faults).toEqual([]);
  });

  test('plays a clip, and everything on the page is at the same place', async () => {
    await using person = await visit();
    const { page, faults } = person;
    await page.goto('/');
    await page.getByRole('link', { name: 'dance.mp4' }).click();
    const clip = clipPage(page);
    await clip.open(await stand.completed('dance.mp4'));
    await page.getByRole('button', { name: 'Show the dancer in space' }).click();
    const stage = page.getByRole('img', { name: 'Skeleton in space' });
    await stage.locator('canvas').waitFor();
    const before = await stage.screenshot();

    // A chart leads there.
    const plot = page.locator('.u-over').first();
    const width = (await plot.boundingBox())?.width ?? 0;
    await plot.click({ position: { x: width * 0.6, y: 20 } });
    const there = await until(clip.place, (seconds) => seconds > 0.5);
    expect(Math.abs((await clip.line(1)) - width * 0.6)).toBeLessThan(2);
    expect((await stage.screenshot()).equals(before)).toBe(false);

    // Frame by frame, and in whatever picture.
    const frame = await clip.frame();
    await page.getByRole('button', { name: 'Frame forward' }).click();
    await page.getByRole('button', { name: 'Frame forward' }).click();
    await page.getByRole('button', { name: 'Frame back' }).click();
    expect(await clip.frame()).toBe(frame + 1);
    await page.getByRole('radio', { name: 'Original' }).check();
    await until(clip.source, (source) => source.endsWith('/input'));
    await until(clip.place, (seconds) => Math.abs(seconds - there) < 0.2);
    await page.getByRole('radio', { name: 'Skeleton only' }).check();
    const skeleton = page.getByRole('img', { name: 'Skeleton alone' });
    await skeleton.waitFor();
    expect(await coloursIn(skeleton)).toBeGreaterThan(10);

    // While it plays nothing is drawn anew but the time and the lines under it.
    await page.getByRole('radio', { name: 'Drawn on' }).check();
    await page.getByLabel('Speed').selectOption('25 %');
    await plot.click({ position: { x: 1, y: 20 } });
    await page.getByRole('button', { name: 'Frame back' }).focus();
    await page.keyboard.press('k');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    const changed = await watchChanges(page);
    const begun = await clip.frame();
    await until(clip.frame, (now) => now > begun + 3);
    expect(await changed()).toEqual(['div.playhead', 'span.place']);
    expect(faults).toEqual([]);
  });

  test('gives its files, and measures again as another clip', async () => {
    await using person = await visit();
    const { page, faults } = person;
    await clipPage(page).open(await stand.completed('dance.mp4'));
    const first = page.url();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Report, for programs' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/report\.json$/);
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({
      schemaVersion: 1,
      model: 'lite',
    });
    await page.getByLabel('OpenSim markers (TRC)').check();
    await page.getByRole('button', { name: 'Measure again' }).click();
    await page.getByText('Made of the landmarks of').waitFor();
    expect(page.url()).not.toBe(first);
    await page.getByRole('link', { name: 'OpenSim markers' }).waitFor();
    expect(faults).toEqual([]);
  });

  test('deletes, and gives back what was deleted by mistake', async () => {
    await using person = await visit();
    const { page, faults } = person;
    const [newest, oldest] = await stand.jobs();
    await page.goto('/');
    const other = await person.newTab();
    await other.goto('/');
    for (const tab of [page, other]) await listPage(tab).counts(2);
    await page.getByRole('button', { name: 'Delete' }).first().click();
    for (const tab of [page, other]) await listPage(tab).counts(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    for (const tab of [page, other]) await listPage(tab).counts(2);
    await page.getByRole('button', { name: 'Delete' }).first().click();
    // Who leaves the page does not want it back.
    await page.goto('/docs');
    await listPage(other).counts(1);
    await until(
      async () => (await stand.ask(`/v1/jobs/${newest?.id}`)).status,
      (status) => status === 404,
    );
    expect((await stand.ask(`/v1/jobs/${oldest?.id}`)).status).toBe(200);
    expect(faults).toEqual([]);
  });

  test('says what is wrong with a file', async () => {
    await using person = await visit();
    const { page, faults } = person;
    await page.goto('/');
    await listPage(page).send(notes);
    await listPage(page).row('notes.txt').getByText('This is not a video or a photo.').waitFor();
    await page.getByRole('button', { name: 'Dismiss notes.txt' }).click();
    await listPage(page).row('notes.txt').waitFor({ state: 'detached' });
    await listPage(page).send(stand.clips.bad);
    await listPage(page).row('bad.mp4').getByText('Failed').waitFor();
    expect(await listPage(page).row('bad.mp4').textContent()).toContain('A clip needs a picture');
    expect(faults).toEqual([]);
  });

  test('outlives the API', async () => {
    await using person = await visit(/ERR_|50\d|dynamically imported|Unable to preload/);
    const { page, faults } = person;
    const { id } = await stand.submit(stand.clips.long, { model: 'heavy' });
    await page.goto(`/jobs/${id}`);
    const progress = page.getByRole('region', { name: 'Progress' });
    const facts = (): Promise<string | null> => progress.getByRole('status').textContent();
    const first = await until(facts, (text) => /\d of [\d,]+ frames/.test(text ?? ''));
    const home = await person.newTab();
    await home.goto('/');
    await stand.withoutApi(async () => {
      await home.getByText('The service cannot be reached.').waitFor();
      await home.getByRole('link', { name: 'API' }).click();
      await home.getByText('This page cannot be shown').waitFor();
    });
    await home.getByRole('button', { name: 'Load again' }).click();
    await home.getByRole('heading', { name: 'API', exact: true }).waitFor();
    await until(facts, (text) => text !== first);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
    expect(faults).toEqual([]);
  });

  test('can be used without a mouse', async () => {
    await using person = await visit();
    const { page, faults } = person;
    // From the start: Chromium needs a moment until it hands its dialogs over.
    const chosen = page.waitForEvent('filechooser');
    await page.goto('/');
    await page.getByRole('link', { name: 'dance.mp4' }).waitFor();
    await tabTo(page, '.drop-zone .primary');
    await page.keyboard.press('Enter');
    await (await chosen).setFiles(stand.clips.photo);
    await tabTo(page, 'summary');
    await page.keyboard.press('Enter');
    await tabTo(page, '.options select');
    await page.keyboard.press('f'); // “Fast”
    expect(await page.getByLabel('Recognition').inputValue()).toBe('lite');
    await listPage(page).row('photo.png').getByText('Done').waitFor();
    await tabTo(page, `a[href="/jobs/${await stand.completed('dance.mp4')}"]`);
    await page.keyboard.press('Enter');
    const clip = clipPage(page);
    await page.locator('.u-over').nth(1).waitFor();
    await tabTo(page, '.controls .primary');
    await page.keyboard.press('Space');
    await until(clip.place, (seconds) => seconds > 0.2);
    await page.keyboard.press('k');
    await tabTo(page, '.chart input');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await until(clip.frame, (frame) => frame === 2);
    await tabTo(page, '[aria-labelledby=again] button');
    await page.keyboard.press('Enter');
    await page.getByText('Made of the landmarks of').waitFor();
    expect(faults).toEqual([]);
  });

  test('has no serious barrier on any page, in either theme', async () => {
    await using person = await visit(/404/);
    const { context, page, faults } = person;
    await bringAxe(context);
    const barriers: Record<string, string[]> = {};
    const look = async (state: string): Promise<void> => {
      barriers[state] = await seriousViolations(page);
    };
    await clipPage(page).open(await stand.completed('dance.mp4'));
    await page.getByRole('button', { name: 'Show the dancer in space' }).click();
    await page.locator('.stage-box canvas').waitFor();
    await page.getByRole('radio', { name: 'Skeleton only' }).check();
    await page.getByRole('img', { name: 'Skeleton alone' }).waitFor();
    await look('a clip');
    const all = await stand.jobs();
    const named = (wanted: string) => all.find(({ source }) => source.fileName === wanted)?.id;
    for (const [name, shown] of [
      ['photo.png', 'img.annotated-photo'],
      ['bad.mp4', 'h2'],
      ['long.mp4', 'h2'],
    ] as const) {
      await page.goto(`/jobs/${named(name)}`);
      await page.locator(shown).first().waitFor();
      await look(name);
    }
    for (const path of ['/jobs/00000000000000000000000000000000', '/sign-in']) {
      await page.goto(path);
      await page.locator('h1').waitFor();
      await look(path);
    }
    await page.goto('/docs');
    await page.locator('.operation').first().click();
    await look('the reference');
    await page.goto('/');
    await listPage(page).send(notes);
    await page.getByText('Options').click();
    await page.getByRole('button', { name: 'Delete' }).first().click();
    await look('the list');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Record with the camera' }).click();
    await page.getByRole('button', { name: 'Record', exact: true }).waitFor();
    await look('the camera');
    expect(Object.entries(barriers).filter(([, found]) => found.length > 0)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('forgets who signs out', async () => {
    await using person = await visit(/401/);
    const { context, page, faults } = person;
    await page.goto('/');
    await page.getByRole('button', { name: /Sign out/ }).click();
    await page.getByLabel('API key').waitFor();
    expect(await context.cookies()).toEqual([]);
    await page.goto('/');
    await page.getByText('to see your clips.').waitFor();
    expect(await page.getByRole('link', { name: 'dance.mp4' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
