// `npm start`: runs the whole service on this machine, and analyses the demo dance once.
import { once } from 'node:events';
import { resolve } from 'node:path';
import { DancePoseClient } from '@dance-pose/client';
import { type LocalStack, StackError, startStack } from '@dance-pose/local-stack';
import { EnvError, parseEnv, shutdownSignal } from '@dance-pose/runtime';
import { z } from 'zod';
import { showDemo } from './start/demo.ts';
import { say } from './start/screen.ts';

const schema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(8000),
  HOST: z.string().default('127.0.0.1'),
  /** Folder of jobs, results and logs, which are kept between starts. */
  DATA_DIR: z.string().default(resolve(import.meta.dirname, '../.data')),
  /** Port of the API's metrics; the worker uses the next one. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_534).optional(),
});

try {
  await run(parseEnv(schema, process.env));
} catch (error) {
  if (!(error instanceof StackError || error instanceof EnvError)) throw error;
  say(error.message);
  process.exitCode = 1;
}

async function run(env: z.output<typeof schema>): Promise<void> {
  using shutdown = shutdownSignal();
  const startedMs = performance.now();
  say('Starting Redis, the worker and the API …');
  try {
    await using stack = await startStack({
      dataDir: env.DATA_DIR,
      port: env.PORT,
      host: env.HOST,
      ...(env.METRICS_PORT && { workerEnv: { METRICS_PORT: `${env.METRICS_PORT + 1}` } }),
      signal: shutdown.signal,
    });
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    say(`Ready after ${seconds} s: ${stack.url}  (data and logs in ${resolve(env.DATA_DIR)})`);
    await serve(stack, env.DATA_DIR, shutdown.signal);
  } catch (error) {
    if (!shutdown.signal.aborted) throw error;
  }
  say('Stopped.');
}

/** Shows the demo, then waits for Ctrl-C. @throws StackError if a process of the stack ends first. */
async function serve(stack: LocalStack, dataDir: string, shutdown: AbortSignal): Promise<void> {
  const breakdown = new AbortController();
  void stack.unexpectedExit.then((reason) => {
    if (reason !== undefined) breakdown.abort(new StackError(reason));
  });
  const signal = AbortSignal.any([shutdown, breakdown.signal]);
  try {
    const client = new DancePoseClient({ baseUrl: stack.url });
    await showDemo(client, { url: stack.url, dataDir, signal });
    say('\nPress Ctrl-C to stop everything; the next start keeps the jobs.');
    if (!signal.aborted) await once(signal, 'abort');
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (breakdown.signal.aborted) throw breakdown.signal.reason;
  say('\nStopping the API, the worker and Redis (press Ctrl-C again to exit at once) …');
}
