import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  type RedisServer,
  type S3Gateway,
  s3ServiceEnv,
  startRedis,
  startS3Gateway,
} from '@dance-pose/local-stack';
import { createTempFolder } from '@dance-pose/runtime';
import { expect } from '@jest/globals';
import { runMain } from './run-main.ts';

export type Env = Readonly<Record<string, string>>;

interface Result {
  readonly name: string;
  readonly status: string;
  readonly found: string;
  readonly remedy?: string;
}

interface Fault {
  readonly found: RegExp;
  readonly remedy: RegExp;
}

/** A healthy environment: a Redis with a password, and a store. */
export interface DoctorBench extends AsyncDisposable {
  readonly folder: string;
  readonly redis: RedisServer;
  readonly gateway: S3Gateway | undefined;
  readonly env: Env;
  /** Sends one line to Redis after authentication. */
  redisCommand(command: string): Promise<string>;
  /** Runs the doctor with these settings changed. */
  diagnose(changes: Env): Promise<{ code: unknown; results: Result[] }>;
  /** Expects only this check to fail, with this finding and remedy; checks that depend on it are skipped. */
  expectFault(changes: Env, name: string, fault: Fault): Promise<void>;
}

const password = 'a password of Redis';

/** @param gatewayPath runs an S3 gateway as the store; default: the disk store. */
export async function startDoctorBench(gatewayPath?: string): Promise<DoctorBench> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await createTempFolder('doctor')).path;
  const redis = started.use(await startRedis({ appendOnly: true }));
  const gateway = gatewayPath ? started.use(await startS3Gateway(gatewayPath)) : undefined;
  const env = await healthy(folder, redis, gateway);
  await runMain(['storage', 'init'], env);
  const redisCommand = async (command: string): Promise<string> => {
    const socket = connect({ host: '127.0.0.1', port: redis.port });
    socket.end(`${command}\r\nQUIT\r\n`);
    return text(socket);
  };
  await redisCommand(`CONFIG SET requirepass "${password}"`);
  const diagnose = async (changes: Env) => {
    const { code, out, err } = await runMain(['doctor', '--json'], { ...env, ...changes });
    for (const secret of [password, encodeURIComponent(password), env.AWS_SECRET_ACCESS_KEY]) {
      if (secret !== undefined) expect(out + err).not.toContain(secret);
    }
    return { code, results: JSON.parse(out).checks as Result[] };
  };
  const resources = started.move();
  return {
    ...{ folder, redis, gateway, env, diagnose },
    redisCommand: (command) => redisCommand(`AUTH "${password}"\r\n${command}`),
    async expectFault(changes, name, fault) {
      const { code, results } = await diagnose(changes);
      expectOnly(results, name, fault);
      expect(code).toBe(1);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function healthy(folder: string, redis: RedisServer, gateway: S3Gateway | undefined) {
  const disk = join(folder, 'store');
  await mkdir(disk);
  return {
    HOME: process.env.HOME ?? '',
    REDIS_URL: `redis://:${encodeURIComponent(password)}@127.0.0.1:${redis.port}`,
    TEMP_DIR: join(folder, 'temp'),
    MAX_UPLOAD_BYTES: '1000000',
    ...(gateway === undefined ? { STORE: 'disk', DATA_DIR: disk } : s3ServiceEnv(gateway)),
  } as Env;
}

/** Checks that are skipped when the named one fails. */
const dependent: Readonly<Record<string, readonly string[]>> = {
  store: ['store-links', 'store-clock', 'store-rules'],
  model: ['inference'],
};

function expectOnly(results: readonly Result[], name: string, { found, remedy }: Fault): void {
  const others = results.filter((result) => result.name !== name);
  expect(results.find((result) => result.name === name)).toMatchObject({
    status: 'fail',
    found: expect.stringMatching(found),
    remedy: expect.stringMatching(remedy),
  });
  expect(others.filter(({ status }) => status === 'fail')).toEqual([]);
  const skipped = others.filter(({ status }) => status === 'skipped').map((one) => one.name);
  const known = others.map((one) => one.name);
  expect(skipped).toEqual((dependent[name] ?? []).filter((one) => known.includes(one)));
}

/** True if there is a reason to skip a test; prints it. */
export function skipTest(reason: string | undefined): boolean {
  if (reason !== undefined) process.stderr.write(`not tested: ${reason}\n`);
  return reason !== undefined;
}
