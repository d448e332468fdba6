import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from './stack-error.ts';

export interface ChildOptions {
  /** File that gets all that the child prints, from its beginning. */
  readonly log: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Child {
  readonly pid: number;
  /** Fulfils when the process is gone, with what ended it: `exit code 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  /** Undefined while the process lives. */
  readonly how: string | undefined;
  /** The last lines that it printed. */
  tail(): Promise<string>;
  /** Sends the signal and waits for the end; after `graceMs` the process is killed. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
}

/**
 * Starts a program in a process group of its own, so that Ctrl-C in a terminal reaches us alone and
 * we choose the order in which things stop. It ends with us, even when we are killed with SIGKILL.
 * @throws when the program cannot be started (not on PATH, not executable).
 */
export async function startChild(
  command: string,
  args: readonly string[],
  { log, env = process.env }: ChildOptions,
): Promise<Child> {
  // A file and no pipe: what the child says after our death still has somewhere to go.
  await using output = await open(log, 'w', 0o600);
  const guard = startGuard();
  const stdio = ['ignore', output.fd, output.fd] as const;
  const child = spawn(command, args, { env, stdio: [...stdio], detached: true });
  const { pid } = child;
  if (pid === undefined) {
    guard.release();
    const [cause] = await once(child, 'error');
    throw cause;
  }
  guard.watch(pid);
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
    tail: () => tailOf(log),
    stop: async (signal = 'SIGTERM', graceMs = 10_000) => {
      child.kill(signal);
      await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
      if (how === undefined) child.kill('SIGKILL');
      await ended;
    },
  };
}

const tailLines = 12;

async function tailOf(log: string): Promise<string> {
  const text = await readFile(log, 'utf8');
  return text.trimEnd().split('\n').slice(-tailLines).join('\n');
}

/** It reads from a pipe of ours which process to guard; the end of the pipe means that we are gone. */
const guardScript =
  'read -r pid && read -r _ || { kill -TERM "$pid" && sleep 15 && kill -KILL "$pid"; }';

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

/** A machine whose processors are all busy takes ten times as long as an idle one. */
const startTimeoutMs = 60_000;

/**
 * Waits until a program that was just started does its work.
 * @throws StackError with the last lines of its log when it leaves before, or is not ready in a minute.
 */
export async function untilReady(
  name: string,
  child: Child,
  isReady: () => Promise<boolean>,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (!(await isReady())) {
    signal?.throwIfAborted();
    if (child.how !== undefined) {
      throw new StackError(`${name} left with ${child.how}:\n${await child.tail()}`);
    }
    if (performance.now() > deadline) {
      throw new StackError(
        `${name} is not ready after ${startTimeoutMs} ms:\n${await child.tail()}`,
      );
    }
    await sleep(20);
  }
}
