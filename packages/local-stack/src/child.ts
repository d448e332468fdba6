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
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  await once(child, 'spawn');
  const pid = child.pid as number;
  const releaseGuard = guard(pid);
  const tail = keepTail(child, options.log);
  let how: string | undefined;
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => {
    releaseGuard();
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

/**
 * A shell that waits on a pipe from us: a line means that the child has ended and all is well,
 * the end of the pipe means that we are gone, and then the child goes too.
 */
function guard(pid: number): () => void {
  const shell = spawn('/bin/sh', ['-c', 'read -r _ || kill -TERM "$1"', 'guard', `${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  return () => {
    shell.stdin?.end('released\n');
  };
}
