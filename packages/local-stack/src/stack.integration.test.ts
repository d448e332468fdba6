import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isFree } from './ports.ts';
import { type LocalStack, type StackOptions, startStack } from './stack.ts';
import { StackError } from './stack-error.ts';

/** Starts and stops a stack that should be refused. @returns the error message. */
async function attempt(options: StackOptions): Promise<string> {
  await using stack = await startStack(options);
  return stack.url;
}

const portOf = (url: string): number => Number(new URL(url).port);

describe('a running stack', () => {
  let folder: TempFolder;
  let stack: LocalStack;
  let options: StackOptions;

  beforeAll(async () => {
    folder = await createTempFolder('stack');
    options = { dataDir: join(folder.path, 'data'), env: { TEMP_DIR: folder.path } };
    stack = await startStack(options);
  });

  afterAll(async () => {
    await stack?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });

  test('is ready for use at once', async () => {
    expect(stack.url).toMatch(/^http:\/\/localhost:\d+$/);
    const response = await fetch(`${stack.url}/readyz`);
    expect(await response.json()).toMatchObject({ status: 'ok' });
    expect(stack.worker.exitReason).toBeUndefined();
  });

  test('refuses a second stack on its data', async () => {
    await expect(attempt(options)).rejects.toThrow(StackError);
    await expect(attempt(options)).rejects.toThrow(/in use: the service is already running/);
    expect((await fetch(`${stack.url}/readyz`)).status).toBe(200);
  });

  test('refuses a second stack on its port, and names one that may be free', async () => {
    const port = portOf(stack.url);
    const other = { dataDir: join(folder.path, 'other'), port };
    await expect(attempt(other)).rejects.toThrow(`Port ${port} is in use`);
    await expect(attempt(other)).rejects.toThrow(`PORT=${port + 1} npm start`);
  });
});

describe('a stack that cannot start', () => {
  test.each([
    ['api', { URL_TTL_S: 'soon' }],
    ['worker', { WORKER_CONCURRENCY: 'two' }],
  ])('shows the last output of the %s', async (_who, env) => {
    await using folder = await createTempFolder('stack');
    const started = attempt({ dataDir: folder.path, env });
    await expect(started).rejects.toThrow(/ended with exit code 2:[\s\S]*is "(soon|two)"/);
  });
});

describe('a stack that ends', () => {
  test('in an orderly way stops all its processes', async () => {
    await using folder = await createTempFolder('stack');
    const stack = await startStack({ dataDir: folder.path });
    const { api, worker, url, redisUrl, unexpectedExit } = stack;
    await stack[Symbol.asyncDispose]();
    expect([api.exitReason, worker.exitReason]).toEqual(['exit code 0', 'exit code 0']);
    expect(await unexpectedExit).toBeUndefined();
    for (const address of [url, redisUrl]) {
      expect(await isFree(portOf(address), '127.0.0.1')).toBe(true);
    }
  });

  test('because a process died names the process and the reason', async () => {
    await using folder = await createTempFolder('stack');
    await using stack = await startStack({ dataDir: folder.path });
    await stack.worker.stop('SIGKILL');
    expect(await stack.unexpectedExit).toMatch(/^worker ended with SIGKILL/);
  });

  test('because its owner was killed leaves no process behind', async () => {
    await using folder = await createTempFolder('stack');
    const script = `
      const { startStack } = await import(${JSON.stringify(import.meta.resolve('./stack.ts'))});
      const { url, redisUrl } = await startStack({ dataDir: ${JSON.stringify(folder.path)} });
      console.log(url, redisUrl);
      setInterval(() => {}, 1000);`;
    const owner = spawn(
      process.execPath,
      ['--conditions=@dance-pose/source', '--input-type=module', '-e', script],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(owner.stdout, 'data')) as [Buffer];
    const ports = line.toString().trim().split(' ').map(portOf);
    owner.kill('SIGKILL');
    for (const port of ports) {
      const deadline = performance.now() + 10_000;
      while (!(await isFree(port, '127.0.0.1')) && performance.now() < deadline) await sleep(50);
      expect(await isFree(port, '127.0.0.1')).toBe(true);
    }
  });
});
