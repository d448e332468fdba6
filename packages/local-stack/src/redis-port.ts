import { readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, isFree } from './ports.ts';
import { servedFolder } from './redis.ts';
import { StackError } from './stack-error.ts';

/**
 * Returns the port of a data folder's Redis, which is stored in the folder. Two servers would corrupt the
 * append-only file; both would use this port, so a second start finds the first server.
 * @throws StackError when a Redis serves the folder already.
 */
export async function chooseRedisPort(dataDir: string): Promise<number> {
  const file = join(dataDir, 'port');
  const known = await readPort(file);
  if (known !== undefined) {
    if ((await servedFolder(known)) === (await realpath(dataDir))) throw inUse(dataDir);
    if (await isFree(known, '127.0.0.1')) return known;
  }
  const port = await freePort();
  await writeFile(file, `${port}\n`);
  return port;
}

async function readPort(file: string): Promise<number | undefined> {
  try {
    const port = Number(await readFile(file, 'utf8'));
    return Number.isInteger(port) && port > 0 ? port : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function inUse(dataDir: string): StackError {
  return new StackError(
    `The data folder ${dataDir} is in use: the service is already running. Stop it first (Ctrl-C in its terminal).`,
  );
}
