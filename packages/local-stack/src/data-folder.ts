import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Paths and secret of a local stack. */
export interface DataFolder {
  /** Folder of the disk store. */
  readonly objects: string;
  /** Folder of Redis's append-only file. */
  readonly redis: string;
  /** Secret that signs the links of the disk store; it is kept, so that links survive a restart. */
  readonly urlSecret: string;
  /** Path for a new log; the log of the previous run is kept as `<name>.previous.log`. */
  newLog(name: string): Promise<string>;
}

/** Opens the folder; creates it with mode 0700 if it is missing. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const root = resolve(path);
  const subfolder = async (name: string): Promise<string> => {
    const folder = join(root, name);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  };
  const logs = await subfolder('logs');
  return {
    objects: await subfolder('objects'),
    redis: await subfolder('redis'),
    urlSecret: await readOrMakeSecret(join(root, 'url-secret')),
    newLog: async (name) => {
      const file = join(logs, `${name}.log`);
      await allowing('ENOENT', rename(file, join(logs, `${name}.previous.log`)));
      return file;
    },
  };
}

/** Processes that create the secret at the same time all read the first one. */
async function readOrMakeSecret(file: string): Promise<string> {
  const mine = `${file}.${randomUUID()}`;
  await writeFile(mine, randomBytes(32).toString('hex'), { mode: 0o600 });
  await allowing('EEXIST', link(mine, file)).finally(() => rm(mine));
  return readFile(file, 'utf8');
}

async function allowing(code: string, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== code) throw error;
  }
}
