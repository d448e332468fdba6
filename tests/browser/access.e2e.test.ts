import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { injectAxe, seriousViolations } from './axe.ts';
import { clipPage } from './clip-page.ts';
import { describeDriven } from './driven.ts';
import { listPage, notes } from './list-page.ts';
import { tabTo, until } from './watched-page.ts';

describeDriven('the dashboard', {}, ({ bench, visit }) => {
  test('signs in users with a key, and forgets the key when they sign out', async () => {
    const { context, page } = await visit(/401/, 'stranger');
    await page.goto('/');
    await page.getByRole('alert').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('API key').fill('nobody-knows-this-key');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This key is not valid.').waitFor();
    await page.getByLabel('API key').fill(bench().key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('No clips yet.').waitFor();
    expect(await context.cookies()).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }]);
    const inReach = await page.evaluate(
      () => document.cookie + location.href + JSON.stringify([localStorage, sessionStorage]),
    );
    expect(inReach).not.toContain(bench().key);

    await page.getByRole('button', { name: /Sign out/ }).click();
    await page.getByLabel('API key').waitFor();
    expect(await context.cookies()).toEqual([]);
    await page.goto('/');
    await page.getByText('to see your clips.').waitFor();
  });

  test('can be used without a mouse', async () => {
    const { page } = await visit();
    // Registered early: Chromium needs a moment until it reports its dialogs.
    const chosen = page.waitForEvent('filechooser');
    await page.goto('/');
    await page.getByText('No clips yet.').waitFor();
    await tabTo(page, 'summary');
    await page.keyboard.press('Enter');
    await tabTo(page, '.segment input');
    await page.keyboard.press('ArrowLeft');
    expect(await page.getByRole('radio', { name: 'Fast', exact: true }).isChecked()).toBe(true);
    await tabTo(page, '.drop-zone .primary', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await (await chosen).setFiles(await bench().clips.dance());
    await listPage(page).row('dance.mp4').getByText('Done').waitFor();
    await tabTo(page, 'a[href^="/jobs/"]');
    await page.keyboard.press('Enter');
    const clip = clipPage(page);
    await page.locator('.u-over').nth(1).waitFor();

    await tabTo(page, '.controls .icon-button.large');
    await page.keyboard.press('Space');
    await until(clip.place, (seconds) => seconds > 0.2);
    await page.keyboard.press('k');
    await tabTo(page, '.chart input');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await until(clip.frame, (frame) => frame === 2);
    await tabTo(page, '[aria-labelledby=re-run] button');
    await page.keyboard.press('Enter');
    await page.getByText('Based on the landmarks of').waitFor();

    await page.locator('.u-over').nth(1).waitFor();
    await tabTo(page, 'a[download][href*="annotated.mp4"]');
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await download).suggestedFilename()).toBe('dance-annotated.mp4');
    await tabTo(page, 'button[aria-label^="Delete"]', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await listPage(page).counts(1);
    // Undo stays for six seconds and has the focus.
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Undo');
    await page.keyboard.press('Enter');
    await listPage(page).counts(2);
  });

  test('has no serious accessibility problem on any page, in either theme', async () => {
    const { context, page } = await visit(/404/);
    const { clips, submit, ended } = bench();
    const [dance] = await bench().jobs();
    const long = await submit(await clips.long(), { model: 'heavy' });
    const photo = await submit(await clips.photo(), { model: 'lite' });
    const bad = await submit(await clips.bad(), {});
    await injectAxe(context);
    const barriers: Record<string, string[]> = {};
    const look = async (state: string): Promise<void> => {
      barriers[state] = await seriousViolations(page);
    };
    const visitJob = async (id: string | undefined, shown: string): Promise<void> => {
      await page.goto(`/jobs/${id}`);
      await page.locator(shown).first().waitFor();
      await look(shown);
    };
    await visitJob(long.id, 'section progress');
    await page.getByRole('button', { name: 'Cancel long.mp4' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
    await look('a cancelled clip');
    await clipPage(page).open(dance?.id ?? '');
    await page.getByRole('button', { name: 'Show the 3D view' }).click();
    await page.locator('.stage-box canvas').waitFor();
    await page.getByRole('radio', { name: 'Skeleton only' }).check();
    await page.getByRole('img', { name: 'Skeleton only' }).waitFor();
    await look('a clip');
    for (const { id } of [photo, bad]) await ended(id);
    await visitJob(photo.id, 'img.annotated-photo');
    await visitJob(bad.id, 'h2');
    for (const path of ['/jobs/00000000000000000000000000000000', '/sign-in', '/nowhere']) {
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
    await page.getByRole('button', { name: 'Film now' }).click();
    await page.getByRole('radio', { name: 'None' }).check();
    await look('the camera');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('button', { name: /^Stop \((?!0:00)/ }).click();
    await page.getByRole('button', { name: 'Analyse this take' }).waitFor();
    await look('a take');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keep it for later' }).waitFor();
    await look('the question');
    await page.getByRole('button', { name: 'Keep it for later' }).click();
    await page.getByText('has not been sent').waitFor();
    await look('a kept take');
    const noClips = /\/v1\/jobs\?/;
    await page.route(noClips, (route) => route.fulfill({ json: { jobs: [], nextCursor: null } }));
    await page.reload();
    await page.getByRole('heading', { name: 'How to film' }).waitFor();
    await look('the first visit');
    await page.unroute(noClips);
    await page.goto('/design');
    await look('the components');
    await page.getByRole('button', { name: 'Open the dialog' }).click();
    await look('a dialog');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More about this moment' }).click();
    await look('a menu');
    expect(Object.entries(barriers).filter(([, found]) => found.length > 0)).toEqual([]);
  });

  test('cancels a clip and retries it', async () => {
    const { page } = await visit(/404/);
    const { id } = await bench().submit(await bench().clips.long(), { model: 'heavy' });
    await page.goto('/');
    const row = listPage(page).row('long.mp4').first();
    await row.getByText(/^Running · \d+% · /).waitFor();
    await row.getByRole('button', { name: 'Cancel' }).click();
    await row.getByText('Cancelled').waitFor();
    await row.getByRole('button', { name: 'Retry' }).click();
    await row.getByText(/^Running/).waitFor();
    await page.getByRole('link', { name: 'long.mp4' }).first().click();
    await page.getByRole('region', { name: 'Progress' }).waitFor();
    // Another user deletes it on another machine.
    await bench().ask(`/v1/jobs/${id}`, { method: 'DELETE' });
    await page.getByRole('heading', { name: 'Clip not found' }).waitFor();
    await page.getByRole('link', { name: 'All your clips' }).click();
    await page.getByRole('heading', { name: 'Your clips' }).waitFor();
  });

  test('recovers when the connection or the API was lost', async () => {
    const { page, newTab, context } = await visit(
      /ERR_|50\d|dynamically imported|Unable to preload/,
    );
    const { id } = await bench().submit(await bench().clips.long(), { model: 'heavy' });
    await page.goto(`/jobs/${id}`);
    const progress = page.getByRole('region', { name: 'Progress' });
    const facts = (): Promise<string | null> => progress.getByRole('status').textContent();
    const isAlone = (tab: Page) => tab.getByText('this page retries automatically');
    const first = await until(facts, (text) => /\d of [\d,]+ frames/.test(text ?? ''));
    const home = await newTab();
    await home.goto('/');
    const row = listPage(home).row('long.mp4').first();
    await row.waitFor();
    await context.setOffline(true);
    await isAlone(home).waitFor();
    await isAlone(page).waitFor();
    expect(await row.count()).toBe(1);
    await context.setOffline(false);
    for (const tab of [home, page]) await isAlone(tab).waitFor({ state: 'detached' });

    await bench().withoutApi(async () => {
      await isAlone(home).waitFor();
      await isAlone(page).waitFor();
      await home.getByRole('link', { name: 'API' }).click();
      await home.getByText('This page cannot be displayed').waitFor();
    });
    await home.getByRole('button', { name: 'Reload' }).click();
    await home.getByRole('heading', { name: 'API', exact: true }).waitFor();
    await until(facts, (text) => text !== first);
    await isAlone(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
  });
});
