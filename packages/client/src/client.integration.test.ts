import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApiError, UnreachableError } from './api-error.ts';
import { type ClientOptions, DancePoseClient } from './dance-pose-client.ts';
import { DownloadError } from './download.ts';
import { clipFrom, saveArtifact } from './node.ts';
import { makeClip, startTestBench, type TestBench } from './testing/test-bench.ts';

let bench: TestBench;
let clip: string;

beforeAll(async () => {
  bench = await startTestBench();
  clip = join(bench.folder, 'my dance.mp4');
  await makeClip(clip);
});
afterAll(async () => bench?.[Symbol.asyncDispose]());

const clientOf = (options: ClientOptions = {}): DancePoseClient =>
  new DancePoseClient({ baseUrl: bench.url, apiKey: bench.keys.teacher, ...options });

const zeros = (sizeBytes: number) => ({
  file: new Blob([new Uint8Array(sizeBytes)]),
  fileName: 'zeros.mp4',
});

/** Waits until the store has no objects, for a limited time. */
async function storeIsEmpty(): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const kept = await readdir(bench.objects, { recursive: true }).catch(() => []);
    const incoming = await readdir(join(bench.objects, '../incoming')).catch(() => []);
    if (kept.length === 0 && incoming.length === 0) return true;
    await sleep(50);
  }
  return false;
}

describe('refused requests', () => {
  test.each([
    ['a wrong key', 'dp_wrong'],
    ['no key', undefined],
  ])('%s: ApiError 401, also during the upload of a file', async (_what, apiKey) => {
    const options = { baseUrl: bench.url, ...(apiKey === undefined ? {} : { apiKey }) };
    const client = new DancePoseClient(options);
    const unauthorized = { name: 'ApiError', status: 401, problem: { code: 'unauthorized' } };
    await expect(client.list()).rejects.toMatchObject(unauthorized);
    await expect(client.submit(zeros(5_000_000))).rejects.toMatchObject(unauthorized);
  });

  test('a file that is too large: ApiError 413, also for a direct upload, and nothing is left', async () => {
    const tooLarge = { status: 413, problem: { code: 'upload-too-large' } };
    const job = zeros(bench.maxUploadBytes + 1_000_000);
    await expect(clientOf().submit(job)).rejects.toMatchObject(tooLarge);
    await expect(clientOf().submitDirectly(job)).rejects.toMatchObject(tooLarge);
    expect(await storeIsEmpty()).toBe(true);
  });

  test('invalid options: ApiError 400 that names the fields', async () => {
    const options = { encode: { crf: 99 } };
    await expect(clientOf().submit({ ...zeros(10), options })).rejects.toMatchObject({
      status: 400,
      problem: { code: 'invalid-options', errors: [{ path: 'encode.crf' }] },
    });
  });

  test('an unreachable service: UnreachableError', async () => {
    bench.network.set('cut');
    const client = clientOf({ baseUrl: bench.proxiedUrl });
    await expect(client.list()).rejects.toThrow(UnreachableError);
    bench.network.set('normal');
    await expect(client.list()).resolves.toMatchObject({ jobs: [] });
  });

  test('an upload that is aborted half-way leaves nothing', async () => {
    for (const way of ['submit', 'submitDirectly'] as const) {
      const controller = new AbortController();
      const sending = clientOf()[way](zeros(7_000_000), {
        signal: controller.signal,
        onProgress: ({ sentBytes }) => {
          if (sentBytes > 1_000_000) controller.abort(new Error('enough'));
        },
      });
      await expect(sending).rejects.toThrow('enough');
    }
    expect(await storeIsEmpty()).toBe(true);
    expect(await clientOf().list()).toMatchObject({ jobs: [] });
  });
});

describe('a busy service', () => {
  test('too many open jobs: ApiError 429 that says when to retry', async () => {
    const guest = clientOf({ apiKey: bench.keys.guest, patienceMs: 0 });
    for (let i = 0; i < bench.maxOpenJobs; i += 1) await guest.submit(zeros(10));
    const refused = { status: 429, retryAfterS: 10, problem: { code: 'too-many-requests' } };
    await expect(guest.submit(zeros(10))).rejects.toMatchObject(refused);
    const jobs = await Array.fromAsync(guest.all({ limit: 2 }));
    expect(jobs).toHaveLength(bench.maxOpenJobs);
    for (const { id } of jobs) {
      expect(await guest.cancel(id)).toMatchObject({ state: 'cancelled' });
      await guest.remove(id);
    }
    await expect(guest.get(jobs[0]?.id ?? '')).rejects.toMatchObject({ status: 404 });
  });

  test('Redis is down: 503, or retries until it is back', async () => {
    bench.redisNetwork.set('cut');
    await expect(clientOf({ patienceMs: 0 }).list()).rejects.toMatchObject({ status: 503 });
    const patient = clientOf().list();
    setTimeout(() => bench.redisNetwork.set('normal'), 500);
    expect(await patient).toMatchObject({ jobs: [] });
  });
});

describe('a job', () => {
  test('is uploaded with progress, followed across a restart of the API, and its files are saved', async () => {
    const client = clientOf();
    const sent: number[] = [];
    const { file, fileName } = await clipFrom(clip);
    const options = { model: 'lite', overlay: { showTrails: true } } as const;
    const job = await client.submit(
      { file, fileName, options },
      { onProgress: ({ sentBytes }) => sent.push(sentBytes) },
    );
    expect(job).toMatchObject({ state: 'queued', source: { fileName: 'my dance.mp4' } });
    expect([sent.at(-1), sent.every((now, i) => now >= (sent[i - 1] ?? 0))]).toEqual([
      file.size,
      true,
    ]);
    const states: string[] = [];
    const ended = client.wait(job.id, { onChange: ({ state }) => states.push(state) });
    while (states.length === 0) await sleep(20);
    await bench.restartApi();
    await bench.startWorker();
    expect(await ended).toMatchObject({ state: 'completed', options: { model: 'lite' } });
    expect([...new Set(states)]).toEqual(['queued', 'active', 'completed']);
    const path = join(bench.folder, 'annotated.mp4');
    const received: number[] = [];
    const onProgress = (now: { receivedBytes: number }) => received.push(now.receivedBytes);
    await saveArtifact(client, job.id, 'annotated.mp4', path, { onProgress });
    const bytes = await readFile(path);
    expect(received.at(-1)).toBe(bytes.length);
    const artifact = (await ended)?.result?.artifacts.find(({ name }) => name === 'annotated.mp4');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(artifact?.sha256);
    const { stream } = await client.download(job.id, 'report.json');
    expect(await new Response(stream).json()).toHaveProperty('summary');
    await expect(client.download(job.id, 'coco.json')).rejects.toMatchObject({ status: 404 });
  });

  test('is uploaded directly, is cancelled or fails with a reason, and is retried', async () => {
    const client = clientOf();
    const text = { file: new Blob(['this is no clip']), fileName: 'notes.mp4' };
    const { id } = await client.submitDirectly(text);
    expect(await client.wait(id)).toMatchObject({
      state: 'failed',
      error: { code: 'unsupported-format' },
    });
    await expect(client.download(id, 'report.json')).rejects.toMatchObject({ status: 404 });
    // A worker may have started it, or failed it, before the response arrives.
    expect(await client.retry(id)).toMatchObject({ id });
    expect(await client.wait(id)).toMatchObject({ state: 'failed', attempts: 2 });
    await client.remove(id);
    await expect(client.retry(id)).rejects.toThrow(ApiError);
  });
});

describe('a download', () => {
  const completed = async () => {
    const [job] = (await clientOf().list({ state: 'completed', limit: 1 })).jobs;
    const mp4 = job?.result?.artifacts.find(({ name }) => name === 'annotated.mp4');
    expect(mp4?.sizeBytes).toBeGreaterThan(700_000);
    return { id: job?.id ?? '', path: join(bench.folder, 'cut.mp4') };
  };

  test('that is interrupted resumes where it stopped', async () => {
    const { id, path } = await completed();
    const ranges: (string | null)[] = [];
    const client = clientOf({
      baseUrl: bench.proxiedUrl,
      fetch: (url, init) => {
        const range = new Headers(init?.headers).get('Range');
        if (range !== null) ranges.push(range);
        return fetch(url, init);
      },
    });
    let cuts = 0;
    bench.network.set({ slowMs: 20 });
    await saveArtifact(client, id, 'annotated.mp4', path, {
      onProgress() {
        if (cuts === 1) return;
        cuts += 1;
        bench.network.set('cut');
        setTimeout(() => bench.network.set('normal'), 100);
      },
    });
    expect(ranges[0]).toMatch(/^bytes=[1-9]\d+-$/);
  });

  test('that cannot resume fails and leaves no file', async () => {
    const { id } = await completed();
    const path = join(bench.folder, 'never.mp4');
    const client = clientOf({ baseUrl: bench.proxiedUrl });
    const onProgress = () => bench.network.set('cut');
    bench.network.set({ slowMs: 20 });
    const saving = saveArtifact(client, id, 'annotated.mp4', path, { onProgress });
    await expect(saving).rejects.toThrow(/annotated\.mp4 has \d+ bytes, but [1-9]\d+ arrived/);
    await expect(saving).rejects.toThrow(DownloadError);
    bench.network.set('normal');
    expect((await readdir(bench.folder)).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  test('that is aborted keeps the existing file', async () => {
    const { id } = await completed();
    const path = join(bench.folder, 'kept.mp4');
    await writeFile(path, 'as it was');
    const controller = new AbortController();
    const saving = saveArtifact(clientOf(), id, 'annotated.mp4', path, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(saving).rejects.toThrow('enough');
    expect(await readFile(path, 'utf8')).toBe('as it was');
    expect(await readdir(bench.folder)).not.toContain('kept.mp4.part');
  });

  test('whose bytes were changed in transit is refused', async () => {
    const { id, path } = await completed();
    const client = clientOf({
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        if (!String(url).includes('/artifacts/')) return response;
        const bytes = new Uint8Array(await response.arrayBuffer());
        bytes.fill(0, 1000, 1010);
        return new Response(bytes, response);
      },
    });
    await expect(saveArtifact(client, id, 'annotated.mp4', path)).rejects.toThrow(/damaged/);
  });
});
