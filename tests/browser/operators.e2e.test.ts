import { join } from 'node:path';
import { type LocalStack, startStack } from '@dance-pose/local-stack';
import { createApiKey, createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { findChromium, openBrowser } from './browser.ts';
import { openVisit, until } from './watched-page.ts';

const chromium = findChromium();
if (chromium === undefined) {
  process.stderr.write(
    'The page of operators is not tested: there is no Chromium on this machine\n',
  );
}
jest.setTimeout(400_000);

(chromium === undefined ? describe.skip : describe)('the queue, shown to operators', () => {
  const [user, admin] = [createApiKey('teacher'), createApiKey('operator')];
  let folder: TempFolder;
  let stack: LocalStack;
  let id: string;

  beforeAll(async () => {
    folder = await createTempFolder('operators');
    const env = { TEMP_DIR: folder.path, API_KEYS: user.entry, ADMIN_KEYS: admin.entry };
    stack = await startStack({ dataDir: join(folder.path, 'data'), env });
    const form = new FormData();
    form.set('file', new Blob(['no clip']), 'my-first-solo.mp4');
    const headers = { Authorization: `Bearer ${user.key}` };
    const sent = await fetch(`${stack.url}/v1/jobs`, { method: 'POST', body: form, headers });
    ({ id } = (await sent.json()) as { id: string });
    const state = async (): Promise<unknown> => {
      const job = await fetch(`${stack.url}/v1/jobs/${id}`, { headers });
      return ((await job.json()) as { state: string }).state;
    };
    await until(state, (now) => now === 'failed');
  });
  afterAll(async () => {
    await stack?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });

  const tabs = {
    Error: 'unsupported-format',
    Progress: 'probe',
    Options: 'attempts',
    Logs: 'No logs',
    Data: '(hidden)',
  };
  const basic = (key: string) => ({ Authorization: `Basic ${btoa(`anybody:${key}`)}` });
  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`${stack.url}/admin/queues${path}`, init);

  test('requires an admin key', async () => {
    for (const headers of [{}, basic(user.key), { Authorization: `Bearer ${user.key}` }]) {
      for (const path of ['', '/', '/api/queues', '/static/images/logo.svg']) {
        const refused = await ask(path, { headers });
        expect([path, refused.status]).toEqual([path, 401]);
        expect(refused.headers.get('www-authenticate')).toMatch(/^Basic /);
      }
    }
    for (const headers of [basic(admin.key), { Authorization: `Bearer ${admin.key}` }]) {
      const answer = await ask('/api/queues', { headers });
      expect([answer.status, answer.headers.get('ratelimit')]).toEqual([
        200,
        expect.stringMatching(/r=\d+/),
      ]);
    }
    const elsewhere = await fetch(`${stack.url}/v1/jobs`, {
      headers: { Authorization: `Bearer ${admin.key}` },
    });
    expect(elsewhere.status).toBe(401);
  });

  test('is read-only', async () => {
    const headers = basic(admin.key);
    const job = `/api/queues/jobs/${id}`;
    for (const method of ['PUT', 'POST', 'PATCH', 'DELETE']) {
      for (const path of [
        `${job}/clean`,
        `${job}/retry`,
        '/api/queues/jobs/empty',
        '/api/queues',
      ]) {
        expect((await ask(path, { method, headers })).status).toBe(405);
      }
    }
    expect(await (await ask(job, { headers })).text()).toContain(id);
  });

  test('shows jobs with their attempts and errors, but without file names', async () => {
    const browser = await openBrowser(chromium ?? '');
    await using cleanUp = new AsyncDisposableStack();
    cleanUp.defer(() => browser.close());
    const httpCredentials = { username: 'operator', password: admin.key };
    await using person = await openVisit(browser, { baseURL: stack.url, httpCredentials });
    const { page, faults } = person;
    const response = await page.goto('/admin/queues/');
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    await page.getByRole('link', { name: /jobs/ }).first().click();
    await page.goto(`/admin/queues/queue/jobs/${id}`);
    await page.getByText(id).first().waitFor();
    for (const [tab, shown] of Object.entries(tabs)) {
      await page.getByRole('tab', { name: tab }).click();
      await until(
        () => page.locator('body').textContent(),
        (text) => text?.includes(shown) === true,
      );
    }
    expect(await page.content()).not.toContain('my-first-solo');
    expect(faults).toEqual([]);
  });
});
