import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startStack } from '@dance-pose/local-stack';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { ApiClient } from './api-client.ts';
import { makeDanceClip } from './media.ts';

const recorder = join(import.meta.dirname, 'record-connections.cjs');
const recording = (log: string) => ({ NODE_OPTIONS: `--require=${recorder}`, CONNECTION_LOG: log });

const targets = async (log: string): Promise<Set<string>> =>
  new Set((await readFile(log, 'utf8')).trimEnd().split('\n'));

/** The socket without a network through which FFmpeg passes frames to the worker (packages/video, InPlacePipe). */
const ownPipe = /^\0dance-pose-pipe-[0-9a-f-]{36}$/u;

describe('the connections of a job', () => {
  test('the recorder sees fetch, also in a thread', async () => {
    await using folder = await createTempFolder('e2e');
    const log = join(folder.path, 'connections.log');
    const call = (port: number) => `fetch('http://127.0.0.1:${port}').catch(() => {})`;
    const script = `${call(40_009)}; new (require('node:worker_threads').Worker)("${call(40_010)}", { eval: true })`;
    const env = { ...process.env, ...recording(log) };
    await promisify(execFile)(process.execPath, ['-e', script], { env });
    expect(await targets(log)).toEqual(new Set(['127.0.0.1:40009', '127.0.0.1:40010']));
  });

  test('API and worker connect to Redis and to their own pipes, and to nothing else', async () => {
    await using folder = await createTempFolder('e2e');
    const log = join(folder.path, 'connections.log');
    const clip = await makeDanceClip(folder.path, 2);
    await using stack = await startStack({
      dataDir: join(folder.path, 'data'),
      env: { TEMP_DIR: folder.path, ...recording(log) },
    });
    const api = new ApiClient(stack.url);
    await api.completed((await api.submit(clip, { model: 'lite' })).id);
    const others = [...(await targets(log))].filter((target) => !ownPipe.test(target));
    expect(others).toEqual([new URL(stack.redisUrl).host]);
  });
});
