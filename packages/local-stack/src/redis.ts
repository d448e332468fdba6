import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTempFolder } from '@dance-pose/runtime';
import { type Child, startChild, untilReady } from './child.ts';
import { freePort } from './ports.ts';

export interface RedisOptions {
  /** Folder that is kept at the end. Default: a temporary folder, which is removed. */
  readonly dataDir?: string;
  /** Default: a free port. */
  readonly port?: number;
  /** Writes every change to disk; a killed server then loses at most a second. Default: false. */
  readonly appendOnly?: boolean;
  /** Log file of the server. Default: `redis.log` in the data folder. */
  readonly log?: string;
}

export interface RedisServer extends AsyncDisposable {
  /** `redis://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the process has ended, with the reason; never rejects. */
  readonly ended: Promise<string>;
  /** Sends the signal (default SIGTERM: a clean shutdown) and waits for the end of the process. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** The last lines of the server's log. */
  tail(): Promise<string>;
}

/**
 * Starts redis-server from PATH on 127.0.0.1 and waits until it is ready; it ends with this process.
 * @throws when redis-server is missing, exits at once (the port is in use) or is not ready after a minute.
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
    // No snapshots: the append-only file is the persistence.
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

/** True if the process with this pid answers: another server may use the port while ours is still failing. */
async function answers(pid: number, port: number): Promise<boolean> {
  const reply = await ask(port, 'INFO server', 'PING');
  return reply.includes(`process_id:${pid}\r`) && reply.includes('+PONG');
}

/** Data folder of the Redis on the port; undefined if there is none. */
export async function servedFolder(port: number): Promise<string | undefined> {
  return /\r\ndir\r\n\$\d+\r\n(.*)\r\n/.exec(await ask(port, 'CONFIG GET dir'))?.[1];
}

/** True if a client has named its connection; of our processes only BullMQ's consumers do. */
export async function hasNamedClient(port: number): Promise<boolean> {
  return / name=\S/.test(await ask(port, 'CLIENT LIST'));
}

/** Sends the commands and returns the raw replies; empty if nothing listens. */
async function ask(port: number, ...commands: readonly string[]): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
  socket.on('timeout', () => socket.destroy(new Error('no answer')));
  socket.end(`${[...commands, 'QUIT'].join('\r\n')}\r\n`);
  try {
    return await text(socket);
  } catch {
    return ''; // Not listening yet, or not any more: the caller polls or treats it as a negative answer.
  }
}
