import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { createBullQueue } from '@dance-pose/queue';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually, newJob } from './testing/stand.ts';

let folder: TempFolder;
let redis: RedisServer | undefined;
let child: ChildProcess | undefined;

beforeEach(async () => {
  folder = await createTempFolder('worker-main');
});
afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  child = undefined;
  await redis?.[Symbol.asyncDispose]();
  redis = undefined;
  await folder[Symbol.asyncDispose]();
});

function startWorker(env: Record<string, string>) {
  const main = join(import.meta.dirname, 'main.ts');
  const process_ = spawn(process.execPath, ['--conditions=@dance-pose/source', main], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      DATA_DIR: join(folder.path, 'store'),
      TEMP_DIR: join(folder.path, 'temp'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = process_;
  const lines: Record<string, unknown>[] = [];
  process_.stdout.setEncoding('utf8').on('data', (data: string) => {
    for (const line of data.split('\n').filter(Boolean)) lines.push(JSON.parse(line));
  });
  const ended = Promise.all([once(process_, 'exit'), text(process_.stderr)]).then(
    ([[code, signal], err]) => ({ code, signal, err }),
  );
  return {
    process: process_,
    lines,
    ended,
    said: (msg: string) => lines.some((line) => line.msg === msg),
  };
}

describe('the worker process', () => {
  test('names every setting that is wrong, in one message, and exits with 2', async () => {
    const { ended } = startWorker({ WORKER_CONCURRENCY: 'two', STORE: 'tape' });
    const { code, err } = await ended;
    expect(code).toBe(2);
    expect(err).toMatch(/WORKER_CONCURRENCY is "two"/);
    expect(err).toMatch(/STORE is "tape"/);
    expect(err).not.toMatch(/ {4}at /);
  });

  test('clears what dead workers left, works, and leaves on SIGTERM', async () => {
    redis = await startRedis();
    const temp = join(folder.path, 'temp');
    // No process has an id this large.
    for (const name of [
      'dance-pose-worker-4194999-abc123',
      `dance-pose-worker-${process.pid}-abc123`,
    ]) {
      await mkdir(join(temp, name), { recursive: true });
      await writeFile(join(temp, name, 'input'), 'x');
    }
    await mkdir(join(temp, 'somebody-elses'));
    const { process: worker, ended, said } = startWorker({ REDIS_URL: redis.url });
    await eventually(() => said('working'));
    expect((await readdir(temp)).sort()).toEqual(
      [`dance-pose-worker-${process.pid}-abc123`, 'somebody-elses'].sort(),
    );
    const askedMs = performance.now();
    worker.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, err: '' });
    expect(performance.now() - askedMs).toBeLessThan(2000);
  });

  test('brings back the ended jobs that Redis has lost, and removes those whose time has come', async () => {
    redis = await startRedis();
    const jobs = [newJob(5), newJob(5)] as const;
    const days = 24 * 3600_000;
    for (const [i, { requestId: _hidden, ...job }] of jobs.entries()) {
      const folderOfJob = join(folder.path, 'store', 'objects', 'jobs', job.id);
      await mkdir(folderOfJob, { recursive: true });
      const error = { code: 'no-video', message: 'Only sound in it.', retryable: false };
      const finishedAt = new Date(Date.now() - (i === 0 ? 59 : 61) * days).toISOString();
      const record = { ...job, state: 'failed', startedAt: null, finishedAt, attempts: 1, error };
      const rest = { input: null, progress: null, result: null };
      await writeFile(join(folderOfJob, 'job.json'), JSON.stringify({ ...record, ...rest }));
    }
    const { process: worker, ended, lines } = startWorker({ REDIS_URL: redis.url });
    await using queue = createBullQueue({ redisUrl: redis.url, onError: () => {} });
    const [kept, old] = jobs;
    await eventually(async () => (await queue.get(kept.id))?.error?.code === 'no-video');
    const objects = join(folder.path, 'store', 'objects', 'jobs');
    await eventually(async () => (await readdir(objects)).length === 1);
    expect(await queue.get(old.id)).toBeUndefined();
    const tidied = lines.find((line) => line.msg === 'janitor run ended');
    expect(tidied).toMatchObject({ restored: 2, expired: 1, failures: 0 });
    worker.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  test('on ECS asks the agent to leave it alone while it has a job', async () => {
    redis = await startRedis();
    await mkdir(join(folder.path, 'store'));
    const heard: unknown[] = [];
    const agent = createServer(async (request, response) => {
      heard.push((await json(request)) as object);
      response.end('{"protection":{}}');
    }).listen(0, '127.0.0.1');
    await once(agent, 'listening');
    const { port } = agent.address() as AddressInfo;
    const ECS_AGENT_URI = `http://127.0.0.1:${port}/api/0f9a`;
    const { process: worker, ended } = startWorker({ REDIS_URL: redis.url, ECS_AGENT_URI });
    await using queue = createBullQueue({ redisUrl: redis.url, onError: () => {} });
    await queue.add(newJob(5));
    // The file of the job is not there: a try that fails soon.
    await eventually(() => heard.length >= 2);
    expect(heard.slice(0, 2)).toEqual([
      { ProtectionEnabled: true, ExpiresInMinutes: 10 },
      { ProtectionEnabled: false },
    ]);
    worker.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
    agent.close();
  });

  test('waits for a Redis that is away, and leaves on SIGTERM all the same', async () => {
    const { process: worker, ended, said } = startWorker({ REDIS_URL: 'redis://127.0.0.1:1' });
    await eventually(() => said('queue or job error'));
    worker.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });
});
