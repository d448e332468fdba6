import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ApiProcess extends AsyncDisposable {
  /** Empty if the process exited before it listened. */
  readonly url: string;
  readonly output: () => string;
  /** Sends the signal and waits for the exit. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
  readonly exitCode: Promise<number | null>;
  /** Peak resident memory in MB; Linux only. */
  peakMb(): Promise<number>;
}

/** The API streams, so it needs no large young generation: packages/local-stack uses the same flags. */
const flags = ['--conditions=@dance-pose/source', '--max-semi-space-size=2'];
const main = join(import.meta.dirname, '../main.ts');

/** Runs `main.ts` in a process of its own, on a free port. Resolves when it listens or has exited. */
export async function startApiProcess(env: Record<string, string>): Promise<ApiProcess> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const own = { PATH, NODE_COMPILE_CACHE, PORT: '0', URL_SECRET: 'a secret of the tests' };
  const child = spawn(process.execPath, [...flags, main], {
    env: { ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const exitCode = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  const port = (): string | undefined => /"port":(\d+)/.exec(output)?.[1];
  while (port() === undefined && child.exitCode === null) await sleep(20);
  return {
    url: port() === undefined ? '' : `http://127.0.0.1:${port()}`,
    output: () => output,
    exitCode,
    async stop(signal) {
      child.kill(signal);
      return exitCode;
    },
    async peakMb() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exitCode;
    },
  };
}
