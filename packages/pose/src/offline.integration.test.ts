import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { defaultConfidences } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';

const run = promisify(execFile);

/**
 * Preloaded into every thread of a process. Sockets and name look-ups of any API are async resources of Node, so this
 * sees them all.
 */
const watchNetwork = `
  import { createHook } from 'node:async_hooks';
  import { writeSync } from 'node:fs';
  const network = /^(TCP|TLS|UDP|PIPECONNECT|GETADDRINFO|GETNAMEINFO|QUERY|HTTP)/;
  const init = (_id, type) => network.test(type) && writeSync(2, 'network: ' + type + '\\n');
  createHook({ init }).enable();
`;

async function runWatched(script: string): Promise<{ stdout: string; stderr: string }> {
  await using folder = await createTempFolder('watched');
  const [watch, main] = [join(folder.path, 'watch.mjs'), join(folder.path, 'main.mjs')];
  await Promise.all([writeFile(watch, watchNetwork), writeFile(main, script)]);
  const flags = [...process.execArgv, '--require', watch, main];
  return await run(process.execPath, flags, { timeout: 50_000 });
}

const engineModule = JSON.stringify(import.meta.resolve('./index.ts'));

describe('an engine in a child process', () => {
  test.each([
    ['a connection', `fetch('http://127.0.0.1:54321/').catch(() => {})`, /network: TCP/],
    ['a name', `require('node:dns').lookup('localhost', () => {})`, /network: GETADDRINFO/],
  ])('is watched: %s in a thread is reported', async (_case, code, reported) => {
    const script = `
      import { Worker } from 'node:worker_threads';
      new Worker(${JSON.stringify(code)}, { eval: true });`;
    expect((await runWatched(script)).stderr).toMatch(reported);
  });

  test.each(['createMediaPipeEngine', 'createNativeEngine'])(
    'opens no connection, looks up no name and prints nothing: %s',
    async (create) => {
      await using cache = await createTempFolder('models');
      const output = await runWatched(`
      import * as engines from ${engineModule};
      const engine = engines.${create}({ cacheDir: ${JSON.stringify(cache.path)} });
      const half = ${JSON.stringify(defaultConfidences)};
      const session = await engine.open({ model: 'lite', mode: 'video', ...half }, new AbortController().signal);
      let data = new Uint8Array(320 * 240 * 4);
      for (const timeMs of [0, 33, 66]) {
        ({ recycled: data } = await session.detect({ data, width: 320, height: 240, pixels: { layout: 'rgba' } }, timeMs));
      }
      await session[Symbol.asyncDispose]();
      process.stdout.write('processed 3 frames');`);
      expect(output).toEqual({ stdout: 'processed 3 frames', stderr: '' });
    },
  );
});

// The hook does not see native code. ONNX Runtime's Linux library has, in 1.29 and 1.30, an HTTP client that sends
// usage data to Microsoft; version 1.27 cannot open a connection at all.
test('the native library contains nothing that could open a connection', async () => {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node');
  const folder = join(dirname(main), '..', 'bin', 'napi-v6', process.platform, process.arch);
  const libraries = await readdir(folder);
  expect(libraries).not.toEqual([]);
  for (const name of libraries) {
    const code = await readFile(join(folder, name));
    for (const sign of ['getaddrinfo', 'events.data.microsoft.com', 'libcurl']) {
      expect([name, sign, code.includes(sign)]).toEqual([name, sign, false]);
    }
  }
});
