import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DancePoseClient } from '@dance-pose/client';
import { clipFrom } from '@dance-pose/client/node';
import { freePort, type LocalStack, startStack } from '@dance-pose/local-stack';
import { createApiKey, createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runMain } from './testing/run-main.ts';

const { key, entry } = createApiKey('teacher');
let folder: TempFolder;
let stack: LocalStack;
let client: DancePoseClient;

beforeAll(async () => {
  folder = await createTempFolder('jobs');
  const env = { API_KEYS: entry, TEMP_DIR: folder.path };
  stack = await startStack({ dataDir: join(folder.path, 'data'), env });
  client = new DancePoseClient({ baseUrl: stack.url, apiKey: key });
});
afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

const jobs = (...args: string[]) =>
  runMain(['jobs', ...args], { DANCE_POSE_URL: stack.url, DANCE_POSE_API_KEY: key });

const send = async (fileName: string): Promise<string> => {
  const { id } = await client.submit({ file: new Blob(['this is no clip']), fileName });
  return id;
};

describe('dance-pose jobs', () => {
  test('ls, show and watch report a failed job, as text and as JSON', async () => {
    const id = await send('no clip.mp4');
    const watched = await jobs('watch', id);
    expect(watched).toMatchObject({ code: 3, err: expect.stringContaining('is failed:') });
    const { out } = await jobs('ls', '--state', 'failed');
    expect(out).toMatch(/^ID +STATE +FILE +SIZE +SUBMITTED +TOOK\n/);
    expect(out).toMatch(
      new RegExp(`^${id}  failed +no clip.*15 B +\\d{4}-.*unsupported-format$`, 'm'),
    );
    const listed = JSON.parse((await jobs('ls', '--json', '--all')).out);
    expect(listed).toMatchObject({ jobs: [{ id, state: 'failed' }], nextCursor: null });
    const shown = await jobs('show', id);
    expect(shown.out).toMatch(/^state +failed, unsupported-format$/m);
    expect(shown.out).toContain(listed.jobs[0].error.message);
    expect(JSON.parse((await jobs('show', id, '--json')).out)).toEqual(listed.jobs[0]);
    const lines = (await jobs('show', id, '--follow', '--json')).out.trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ id, state: 'failed' });
  });

  test('watch exits with 0 when the job completes, and lists its files', async () => {
    const clip = join(folder.path, 'clip.mp4');
    const source = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=10:duration=0.5'];
    await promisify(execFile)('ffmpeg', ['-v', 'error', ...source, '-pix_fmt', 'yuv420p', clip]);
    const options = { model: 'lite' } as const;
    process.kill(stack.worker.pid, 'SIGSTOP');
    const { id } = await client.submit({ ...(await clipFrom(clip)), options });
    const env = { DANCE_POSE_URL: stack.url, DANCE_POSE_API_KEY: key };
    const goOn = (): void => void process.kill(stack.worker.pid, 'SIGCONT');
    const { code, out, err } = await runMain(['jobs', 'watch', id], env, goOn);
    expect(code).toBe(0);
    expect(out).toMatch(/^state +completed$[\s\S]*^clip +160×120, 10 fps, 0\.5 s$/m);
    expect(out).toMatch(/^Note: .*[\s\S]*^ {2}annotated\.mp4 +\d+\.\d kB$/m);
    expect(err).toMatch(/^queued\nactive\b/);
  });

  test('moments lists the moments of a job, and clip saves the video of one', async () => {
    const clip = join(folder.path, 'dance.mp4');
    const dance = createDance({ width: 180, height: 320, fps: 15, counts: 4 });
    await renderDance({ outPath: clip, dance, signal: new AbortController().signal });
    const { id } = await client.submit({ ...(await clipFrom(clip)), options: { model: 'lite' } });
    expect((await jobs('watch', id)).code).toBe(0);
    const { out } = await jobs('moments', id);
    expect(out).toMatch(/^NO\. +TIME +MOMENT +VALUE +CONFIDENCE\n0 +\d+\.\d\d s {2}/);
    const listed = JSON.parse((await jobs('moments', id, '--json')).out);
    expect(listed.length).toBe(out.trim().split('\n').length - 1);
    const saved = join(folder.path, 'moment.mp4');
    expect(await jobs('clip', id, '0', '--out', saved)).toMatchObject({
      code: 0,
      out: `${saved}\n`,
    });
    expect((await readFile(saved)).subarray(4, 8).toString()).toBe('ftyp');
    expect(
      await jobs('clip', id, `${listed.length}`, '--out', join(folder.path, 'no.mp4')),
    ).toMatchObject({
      code: 2,
      err: expect.stringContaining(`its report has ${listed.length}`),
    });
    expect(await jobs('clip', id, 'x', '--out', saved)).toMatchObject({ code: 2 });
  });

  test('cancel, retry and rm work, and a refusal does not stop the others', async () => {
    process.kill(stack.worker.pid, 'SIGSTOP');
    const [first, second] = [await send('1.mp4'), await send('2.mp4')];
    expect(await jobs('ls', '--limit', '1', '--state', 'queued')).toMatchObject({
      out: expect.stringContaining(second),
      err: expect.stringMatching(/^More: --cursor \d+-\w+, or --all$/m),
    });
    const unknown = 'f'.repeat(32);
    const cancelled = await jobs('cancel', first, unknown, second);
    expect(cancelled).toMatchObject({ code: 2, out: `${first} cancelled\n${second} cancelled\n` });
    expect(cancelled.err).toContain(unknown);
    expect(await jobs('retry', first)).toEqual({ code: 0, out: `${first} queued\n`, err: '' });
    expect(await jobs('retry', first)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is queued. Only failed or cancelled jobs can be retried'),
    });
    expect((await jobs('rm', first, second)).out).toBe(`${first} removed\n${second} removed\n`);
    expect(await jobs('show', first)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no job/),
    });
    process.kill(stack.worker.pid, 'SIGCONT');
  });

  test('reads the key from the environment or a file', async () => {
    const env = { DANCE_POSE_URL: stack.url };
    expect(await runMain(['jobs', 'ls'], env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('requires an API key. Set DANCE_POSE_API_KEY'),
    });
    const wrong = await runMain(['jobs', 'ls'], { ...env, DANCE_POSE_API_KEY: 'dp_wrong' });
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('rejects this key') });
    expect(wrong.err).not.toContain('dp_wrong');
    const file = join(folder.path, 'key');
    await writeFile(file, `${key}\n`);
    const withFile = await runMain(
      ['jobs', 'ls', '--api', `${stack.url}/`, '--key-file', file],
      {},
    );
    expect(withFile.code).toBe(0);
    expect(await runMain(['jobs', 'ls'], { ...env, DANCE_POSE_API_KEY_FILE: file })).toMatchObject({
      code: 0,
    });
    expect(await runMain(['jobs', 'ls', '--key-file', '/no/such'], env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('/no/such cannot be read: ENOENT'),
    });
  });
});

describe('dance-pose jobs without a service', () => {
  test('reports the address and the reason', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, err } = await runMain(['jobs', 'ls', '--api', url], {});
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(
        /^dance-pose: Cannot reach the service at http:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/,
      ),
    ]);
  });

  test('reports that another program answers', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end('<html>'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, err } = await runMain(['jobs', 'ls', '--api', url], {});
    server.close();
    expect([code, err]).toEqual([2, expect.stringContaining('is not a Dance Pose Analyser')]);
  });

  test.each([
    ['a malformed address', ['ls', '--api', 'pose.example.org'], /must be a URL such as/],
    ['a name and password in it', ['ls', '--api', 'http://a:secret@b.org'], /without user name/],
    ['a malformed id', ['show', '../x'], /32 hex digits/],
    ['a page that is too long', ['ls', '--limit', '1000'], /from 1 to 100/],
    ['an unknown state', ['ls', '--state', 'lost'], /Allowed choices/],
  ])('%s is wrong usage', async (_what, args, message) => {
    const { code, err } = await runMain(['jobs', ...args], {});
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
    expect(err).not.toContain('secret');
  });

  test('--help says where the key comes from, and the exit codes', async () => {
    const { code, out } = await runMain(['jobs', 'ls', '--help'], {});
    expect([code, out]).toEqual([0, expect.stringMatching(/DANCE_POSE_API_KEY[\s\S]*Exit codes/)]);
  });
});
