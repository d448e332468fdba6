import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTempFolder } from '@dance-pose/runtime';
import { type Child, startChild, untilReady } from './child.ts';
import { freePort } from './ports.ts';

export interface RedisOptions {
  /** Kept at the end; without it a temporary folder is used and removed. */
  readonly dataDir?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Write every change to disk, so that a killed server loses at most a second. Default false. */
  readonly appendOnly?: boolean;
  /** File for what the server says; default `redis.log` in the data folder. */
  readonly log?: string;
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
  tail(): Promise<string>;
}

/**
 * A real redis-server from PATH on 127.0.0.1 only, ready to be used; it ends with us.
 * @throws when redis-server is missing, leaves at once (the port is taken) or is not ready in a minute.
 */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  await using started = new AsyncDisposableStack();
  const folder = options.dataDir ?? started.use(await createTempFolder('redis')).path;
  const port = options.port ?? (await freePort());
  const log = options.log ?? join(folder, 'redis.log');
  const child = await startServer(settings(folder, port, options.appendOnly ?? false), log);
  started.defer(() => child.stop());
  await untilReady('redis-server', child, () => answers(child.pid, port));
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

async function startServer(args: readonly string[], log: string): Promise<Child> {
  try {
    return await startChild('redis-server', args, { log });
  } catch (cause) {
    throw new Error(
      'redis-server could not be started. Is it on PATH? `node scripts/bootstrap.mjs` installs it.',
      { cause },
    );
  }
}

/** Whether that very process answers: another server may hold the port while ours is still failing. */
async function answers(pid: number, port: number): Promise<boolean> {
  const reply = await ask(port, 'INFO server', 'PING');
  return reply.includes(`process_id:${pid}\r`) && reply.includes('+PONG');
}

/** The data folder of the Redis at the port; undefined when there is none. */
export async function servedFolder(port: number): Promise<string | undefined> {
  return /\r\ndir\r\n\$\d+\r\n(.*)\r\n/.exec(await ask(port, 'CONFIG GET dir'))?.[1];
}

/** Whether a client has named its connection; BullMQ's consumers do, and nobody else of ours. */
export async function hasNamedClient(port: number): Promise<boolean> {
  return / name=\S/.test(await ask(port, 'CLIENT LIST'));
}

/** What comes back over the wire; nothing when nobody listens. */
async function ask(port: number, ...commands: readonly string[]): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
  socket.on('timeout', () => socket.destroy(new Error('no answer')));
  socket.end(`${[...commands, 'QUIT'].join('\r\n')}\r\n`);
  try {
    return await text(socket);
  } catch {
    return ''; // Not listening yet, or no more: the caller asks again or takes it for an answer.
  }
}
