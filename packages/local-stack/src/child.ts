import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Gets all that the child prints; without it only the tail is kept. */
  readonly log?: Writable;
}

export interface Child {
  readonly pid: number;
  /** Fulfils when the process is gone, with what ended it: `exit code 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  /** Undefined while the process lives. */
  readonly how: string | undefined;
  /** The last lines that it printed. */
  tail(): string;
  /** Sends the signal and waits for the end; after `graceMs` the process is killed. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
}

const tailCharacters = 4000;

/**
 * Starts a program in a process group of its own, so that Ctrl-C in a terminal reaches us alone and
 * we choose the order in which things stop. It ends with us, even when we are killed with SIGKILL.
 * @throws when the program cannot be started (not on PATH, not executable).
 */
export async function startChild(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<Child> {
  const guard = startGuard();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) {
    guard.release();
    const [cause] = await once(child, 'error');
    throw cause;
  }
  guard.watch(pid);
  const tail = keepTail(child, options.log);
  let how: string | undefined;
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => {
    guard.release();
    how = typeof signal === 'string' ? signal : `exit code ${code}`;
    return how;
  });
  return {
    pid,
    ended,
    get how() {
      return how;
    },
    tail,
    stop: async (signal = 'SIGTERM', graceMs = 10_000) => {
      child.kill(signal);
      await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
      if (how === undefined) child.kill('SIGKILL');
      await ended;
    },
  };
}

function keepTail(child: ChildProcess, log: Writable | undefined): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-tailCharacters);
      log?.write(text);
    });
  }
  return () => tail.trimEnd().split('\n').slice(-12).join('\n');
}

/** It reads from a pipe of ours which process to guard; the end of the pipe means that we are gone. */
const guardScript = 'read -r pid && read -r _ || kill -TERM "$pid"';

/** Started before the process, so that hardly a moment is left in which nobody guards it. */
function startGuard() {
  const shell = spawn('/bin/sh', ['-c', guardScript], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  return {
    watch: (pid: number) => shell.stdin.write(`${pid}\n`),
    release: () => shell.kill('SIGKILL'),
  };
}
