import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTempFolder, tempFolderPrefix } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { startRedis } from './redis.ts';

function ask(port: number, ...commands: string[]): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.end(`${[...commands, 'QUIT'].join('\r\n')}\r\n`);
  return text(socket);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const redisFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`${tempFolderPrefix}redis-`));

describe('startRedis', () => {
  test('listens on loopback only, never evicts, and leaves nothing behind', async () => {
    const before = new Set(redisFolders());
    let pid: number;
    let folders: string[];
    {
      await using redis = await startRedis();
      pid = redis.pid;
      folders = redisFolders().filter((name) => !before.has(name));
      const reply = await ask(redis.port, 'CONFIG GET maxmemory-policy', 'CONFIG GET bind');
      expect(reply).toContain('noeviction');
      expect(reply).toContain('\r\n127.0.0.1\r\n');
    }
    expect(lives(pid)).toBe(false);
    expect(folders.length).toBeGreaterThan(0);
    expect(redisFolders()).not.toEqual(expect.arrayContaining(folders));
  });

  test('with an append-only file the data survives SIGKILL and the folder is kept', async () => {
    await using folder = await createTempFolder('redis-data');
    let port: number;
    {
      await using redis = await startRedis({ dataDir: folder.path, appendOnly: true });
      port = redis.port;
      expect(await ask(port, 'SET dance tango')).toContain('+OK');
      await redis.kill('SIGKILL');
      expect(lives(redis.pid)).toBe(false);
    }
    expect(existsSync(folder.path)).toBe(true);
    await using again = await startRedis({ dataDir: folder.path, appendOnly: true, port });
    expect(await ask(again.port, 'GET dance')).toContain('tango');
  });

  test('fails if the port is in use, even by another Redis', async () => {
    await using holder = await startRedis();
    const attempt = async (): Promise<string> => {
      await using second = await startRedis({ port: holder.port });
      return second.url;
    };
    await expect(attempt()).rejects.toThrow(/exit code 1[\s\S]*in use/);
    expect(await ask(holder.port, 'PING')).toContain('+PONG');
  });

  test('names redis-server if it is not on PATH', async () => {
    const { PATH } = process.env;
    process.env.PATH = '/nowhere';
    try {
      await expect(startRedis()).rejects.toThrow(/redis-server could not be started/);
    } finally {
      process.env.PATH = PATH;
    }
  });

  test('ends with the process that started it, even after a SIGKILL of that process', async () => {
    await using folder = await createTempFolder('redis-owner');
    const script = `
      const { startRedis } = await import(${JSON.stringify(import.meta.resolve('./redis.ts'))});
      const redis = await startRedis();
      console.log(redis.port);
      setInterval(() => {}, 1000);`;
    const owner = spawn(
      process.execPath,
      ['--conditions=@dance-pose/source', '--input-type=module', '-e', script],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TMPDIR: folder.path } },
    );
    const [line] = (await once(owner.stdout, 'data')) as [Buffer];
    const port = Number(line.toString());
    expect(await ask(port, 'PING')).toContain('+PONG');
    owner.kill('SIGKILL');
    const answers = (): Promise<boolean> => ask(port, 'PING').then(Boolean, () => false);
    for (let waited = 0; (await answers()) && waited < 5000; waited += 20) await sleep(20);
    expect(await answers()).toBe(false);
  });
});
