import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from './stack-error.ts';

export interface ChildOptions {
  /** File that receives the whole output of the child; it is truncated first. */
  readonly log: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Child {
  readonly pid: number;
  /** Resolves when the process has ended, with the reason: `exit code 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  /** The reason as in `ended`; undefined while the process runs. */
  readonly exitReason: string | undefined;
  /** The last lines of its output. */
  tail(): Promise<string>;
  /** Sends the signal (default SIGTERM) and waits for the end; kills the process after `graceMs`. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
}

/**
 * Starts a program in its own process group, so that Ctrl-C in a terminal reaches only this process, which
 * controls the order of the shutdown. The child ends with this process, even after a SIGKILL.
 * @throws when the program cannot be started (not on PATH, not executable).
 */
export async function startChild(
  command: string,
  args: readonly string[],
  { log, env = process.env }: ChildOptions,
): Promise<Child> {
  // A file instead of a pipe: the child can still write when this process has died.
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
  let exitReason: string | undefined;
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => {
    guard.release();
    exitReason = typeof signal === 'string' ? signal : `exit code ${code}`;
    return exitReason;
  });
  return {
    pid,
    ended,
    get exitReason() {
      return exitReason;
    },
    tail: () => tailOf(log),
    stop: async (signal = 'SIGTERM', graceMs = 10_000) => {
      child.kill(signal);
      await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
      if (exitReason === undefined) child.kill('SIGKILL');
      await ended;
    },
  };
}

const tailLines = 12;

async function tailOf(log: string): Promise<string> {
  const text = await readFile(log, 'utf8');
  return text.trimEnd().split('\n').slice(-tailLines).join('\n');
}

/** Reads the pid to guard from a pipe; the end of the pipe means that this process has died. */
const guardScript =
  'read -r pid && read -r _ || { kill -TERM "$pid" && sleep 15 && kill -KILL "$pid"; }';

/** Started before the child, so that the child is unguarded for hardly a moment. */
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

/** A start takes ten times as long on a machine with busy processors as on an idle one. */
const startTimeoutMs = 60_000;

/**
 * Waits until a started program is ready.
 * @throws StackError with the last lines of its log if it exits first, or is not ready after a minute.
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
    if (child.exitReason !== undefined) {
      throw new StackError(`${name} ended with ${child.exitReason}:\n${await child.tail()}`);
    }
    if (performance.now() > deadline) {
      throw new StackError(
        `${name} is not ready after ${startTimeoutMs} ms:\n${await child.tail()}`,
      );
    }
    await sleep(20);
  }
}
