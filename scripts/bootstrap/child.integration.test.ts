import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';

const module = JSON.stringify(import.meta.resolve('./child.mjs'));

/** Runs a shell script as bootstrap runs its programs, in a separate process group. */
function launch(shellScript: string): ChildProcess {
  const script = `
    import { runChild } from ${module};
    process.exitCode = (await runChild('/bin/sh', ['-c', ${JSON.stringify(shellScript)}])).exitCode;`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
}

/** Waits until the shell says that it is ready. */
async function ready(launcher: ChildProcess): Promise<void> {
  await once(launcher.stdout as Readable, 'data');
}

describe('runChild', () => {
  test('passes the exit code on, and the end by a signal as a shell counts it', async () => {
    const [code] = await once(launch('exit 7'), 'close');
    expect(code).toBe(7);
    const [killed] = await once(launch('kill -KILL $$'), 'close');
    expect(killed).toBe(137);
  });

  test('passes one signal on when the terminal and npm both send the same Ctrl-C', async () => {
    const launcher = launch(`
      count=0
      trap 'count=$((count + 1))' INT
      echo ready
      for turn in 1 2 3 4 5 6 7 8; do sleep 0.1 & wait $!; done
      exit $count`);
    await ready(launcher);
    process.kill(-(launcher.pid as number), 'SIGINT');
    await sleep(20);
    launcher.kill('SIGINT');
    const [code] = await once(launcher, 'close');
    expect(code).toBe(1);
  });

  test('stops the program when the launcher is killed with SIGKILL', async () => {
    const launcher = launch('echo ready; exec sleep 60');
    await ready(launcher);
    // The program may print before the launcher has registered it with the guard.
    await sleep(200);
    launcher.kill('SIGKILL');
    // The program shares standard output, so that ends when the program has ended.
    await once(launcher.stdout as Readable, 'end');
  });
});
