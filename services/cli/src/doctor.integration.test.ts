import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, startTcpProxy } from '@dance-pose/local-stack';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DoctorBench, type Env, skipTest, startDoctorBench } from './testing/doctor-bench.ts';
import { runMain } from './testing/run-main.ts';

const path = process.env.PATH ?? '';
let bench: DoctorBench;
beforeAll(async () => {
  bench = await startDoctorBench();
});
afterAll(async () => bench?.[Symbol.asyncDispose]());

/** Puts a script of this name before the real program on PATH. */
async function shadow(name: string, script: string): Promise<Env> {
  const bin = join(bench.folder, `bin-${Math.random()}`);
  await mkdir(bin);
  const real = (await promisify(execFile)('sh', ['-c', `command -v ${name}`])).stdout.trim();
  await writeFile(join(bin, name), `#!/bin/sh\n${script.replaceAll('REAL', real)}\n`);
  await chmod(join(bin, name), 0o755);
  return { PATH: [bin, path].join(delimiter) };
}

test('reports a healthy environment, as text and as JSON', async () => {
  const { code, results } = await bench.diagnose({});
  expect(results.filter(({ status }) => status === 'fail' || status === 'skipped')).toEqual([]);
  expect(code).toBe(0);
  const { out } = await runMain(['doctor'], bench.env);
  expect(out).toMatch(/^ok +redis +Redis \d+\.\d+\.\d+ at 127\.0\.0\.1:\d+$/m);
  expect(out).toMatch(/^ok +inference .* finds a dancer in a picture in /m);
});

describe('Redis', () => {
  test('stopped', async () => {
    const found = {
      found: /does not answer at .*ECONNREFUSED/,
      remedy: /Start Redis, or correct REDIS_URL/,
    };
    await bench.expectFault({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` }, 'redis', found);
  });

  test.each([
    ['wrong password', 'redis://:another%20password@'],
    ['no password', 'redis://'],
  ])('%s', async (_what, start) => {
    const found = { found: /refuses the password/, remedy: /redis:\/\/:PASSWORD@/ };
    await bench.expectFault({ REDIS_URL: `${start}127.0.0.1:${bench.redis.port}` }, 'redis', found);
  });

  test('that never answers fails after a time limit', async () => {
    await using proxy = await startTcpProxy(bench.redis.port);
    proxy.set('silent');
    const found = { found: /does not answer/, remedy: /firewall/ };
    await bench.expectFault({ REDIS_URL: `redis://127.0.0.1:${proxy.port}` }, 'redis', found);
  });

  test('that evicts keys, or is full', async () => {
    await bench.redisCommand('CONFIG SET maxmemory-policy allkeys-lru');
    await bench.expectFault({}, 'redis', {
      found: /maxmemory-policy is allkeys-lru/,
      remedy: /CONFIG SET maxmemory-policy noeviction/,
    });
    await bench.redisCommand('CONFIG SET maxmemory-policy noeviction');
    await bench.redisCommand('CONFIG SET maxmemory 1');
    await bench.expectFault({}, 'redis', { found: /refuses writes: OOM/, remedy: /memory/ });
    await bench.redisCommand('CONFIG SET maxmemory 0');
  });
});

describe('the disk store', () => {
  test('whose folder is missing', () =>
    bench.expectFault({ STORE: 'disk', DATA_DIR: join(bench.folder, 'unmounted') }, 'store', {
      found: /unmounted does not exist/,
      remedy: /Mount its volume, create it with `dance-pose storage init`/,
    }));
});

describe('FFmpeg', () => {
  test('not installed', () =>
    bench.expectFault({ PATH: bench.folder }, 'ffmpeg', {
      found: /ffmpeg is not on PATH/,
      remedy: /apt-get install ffmpeg/,
    }));

  test('without libx264', async () => {
    const changes = await shadow('ffmpeg', 'exec REAL "$@" | grep -v libx264');
    const found = {
      found: /lacks encoders: libx264$/,
      remedy: /FFmpeg 5\.1 or newer with libx264/,
    };
    await bench.expectFault(changes, 'ffmpeg', found);
  });

  test('too old', async () => {
    const changes = await shadow('ffprobe', 'echo ffprobe version 4.4.2-0ubuntu0');
    await bench.expectFault(changes, 'ffmpeg', {
      found: /ffprobe 4\.4\.2.* is too old/,
      remedy: /5\.1/,
    });
  });
});

describe('the model', () => {
  test('a bundle that is not valid', async () => {
    const bundle = join(bench.folder, 'broken.task');
    await writeFile(bundle, 'no model');
    const found = {
      found: /broken\.task is not a model bundle/,
      remedy: /POSE_MODEL_PATH must name/,
    };
    await bench.expectFault({ POSE_MODEL_PATH: bundle }, 'model', found);
  });

  test('a cache folder that cannot be created', async () => {
    const file = join(bench.folder, 'a-file');
    await writeFile(file, '');
    const found = { found: /ENOTDIR|EEXIST/, remedy: /MODEL_CACHE_DIR/ };
    await bench.expectFault({ MODEL_CACHE_DIR: join(file, 'models') }, 'model', found);
  });
});

describe('the machine', () => {
  test('a temporary folder that is not writable', async () => {
    const file = join(bench.folder, 'no-folder');
    await writeFile(file, '');
    const found = { found: /cannot write to .*ENOTDIR/, remedy: /Set TEMP_DIR/ };
    await bench.expectFault({ TEMP_DIR: join(file, 'work') }, 'temp-folder', found);
  });

  test('a full disk', async () => {
    const disk = join(bench.folder, 'disk');
    await mkdir(disk);
    const mounted = await promisify(execFile)('mount', [
      '-t',
      'tmpfs',
      '-o',
      'size=64k',
      'none',
      disk,
    ])
      .then(() => true)
      .catch(() => false);
    if (skipTest(mounted ? undefined : 'a full disk, which needs the permission to mount one'))
      return;
    try {
      const found = { found: /the disk of .* is full/, remedy: /Free space/ };
      await bench.expectFault({ TEMP_DIR: disk }, 'temp-folder', found);
    } finally {
      await promisify(execFile)('umount', [disk]);
    }
  });

  test('more concurrent jobs than the memory allows', () =>
    bench.expectFault({ WORKER_CONCURRENCY: '500' }, 'memory', {
      found: /for 500 concurrent jobs: 1080p needs/,
      remedy: /lower WORKER_CONCURRENCY/,
    }));
});

describe('settings', () => {
  test.each([
    ['malformed keys', { API_KEYS: 'teacher:secret-key' }, /API_KEYS is \(hidden\)/],
    ['a value that is not a number', { MAX_FRAMES: 'many' }, /MAX_FRAMES is "many"/],
  ])('%s', async (_what, changes, found) => {
    await bench.expectFault(changes as Env, 'settings', { found, remedy: /\.env\.example/ });
  });

  test('that do not define the store', async () => {
    const { code, results } = await bench.diagnose({ STORE: 's3', S3_BUCKET: '' });
    expect(code).toBe(1);
    const statusOf = (name: string) => results.find((result) => result.name === name)?.status;
    expect(['settings', 'redis', 'store', 'ffmpeg', 'node'].map(statusOf)).toEqual([
      'fail',
      'skipped',
      'skipped',
      'ok',
      'ok',
    ]);
  });
});
