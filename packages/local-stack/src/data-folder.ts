import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Where a stack on this machine keeps everything. */
export interface DataFolder {
  /** Objects of the disk store. */
  readonly objects: string;
  /** Redis's append-only file. */
  readonly redis: string;
  /** Signs the links of the disk store; made once, so that links outlive a restart. */
  readonly urlSecret: string;
  /** The file for a new log; that of the last run is kept beside it as `<name>.previous.log`. */
  newLog(name: string): Promise<string>;
}

/** Made when it is not there, for its owner's eyes only. */
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

/** Of two who make it at once, both get the one that was there first. */
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
