import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTempFolder } from '@dance-pose/runtime';
import { type Child, startChild } from './child.ts';
import { freePort } from './ports.ts';

export interface RedisOptions {
  /** Kept at the end; without it a temporary folder is used and removed. */
  readonly dataDir?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Write every change to disk, so that a killed server loses at most a second. Default false. */
  readonly appendOnly?: boolean;
}

export interface RedisServer extends AsyncDisposable {
  /** `redis://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Rejects never; fulfils with what ended the process. */
  readonly ended: Promise<string>;
  /** Sends the signal (default SIGTERM: Redis saves and leaves) and waits until the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** The last lines of the server's log. */
  tail(): string;
}

const startTimeoutMs = 15_000;

/**
 * A real redis-server from PATH on 127.0.0.1 only, ready to be used; it ends with us.
 * @throws when redis-server is missing, leaves at once (the port is taken) or is not ready in 15 s.
 */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  await using started = new AsyncDisposableStack();
  const folder = options.dataDir ?? started.use(await createTempFolder('redis')).path;
  const port = options.port ?? (await freePort());
  const child = await startServer(settings(folder, port, options.appendOnly ?? false));
  started.defer(() => child.stop());
  await waitUntilReady(child, port);
  const resources = started.move();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: child.pid,
    ended: child.ended,
    kill: (signal) => child.stop(signal),
    tail: child.tail,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function settings(folder: string, port: number, appendOnly: boolean): string[] {
  return [
    ...['--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder],
    ...['--appendonly', appendOnly ? 'yes' : 'no'],
    // No snapshots: what must last is in the append-only file.
    ...['--save', ''],
    // A queue must never lose a key to make room.
    ...['--maxmemory-policy', 'noeviction'],
  ];
}

async function startServer(args: readonly string[]): Promise<Child> {
  try {
    return await startChild('redis-server', args);
  } catch (cause) {
    throw new Error(
      'redis-server could not be started. Is it on PATH? `node scripts/bootstrap.mjs` installs it.',
      { cause },
    );
  }
}

async function waitUntilReady(child: Child, port: number): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (!(await answers(child.pid, port))) {
    if (child.how !== undefined) {
      throw new Error(`redis-server left with ${child.how}:\n${child.tail()}`);
    }
    if (performance.now() > deadline) {
      throw new Error(`redis-server is not ready after ${startTimeoutMs} ms:\n${child.tail()}`);
    }
    await sleep(20);
  }
}

/** Whether that very process answers: another server may hold the port while ours is still failing. */
async function answers(pid: number, port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
  socket.on('timeout', () => socket.destroy(new Error('no answer')));
  socket.end('INFO server\r\nPING\r\nQUIT\r\n');
  try {
    const reply = await text(socket);
    return reply.includes(`process_id:${pid}\r`) && reply.includes('+PONG');
  } catch {
    return false; // Not listening yet.
  }
}
