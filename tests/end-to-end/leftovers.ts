import { readdir, readFile } from 'node:fs/promises';
import { tempFolderPrefix } from '@dance-pose/runtime';

/** Command names of a process's descendants, read from Linux's /proc. */
export async function descendantsOf(pid: number): Promise<string[]> {
  return Promise.all((await descendantPidsOf(pid)).map(nameOf));
}

export async function descendantPidsOf(pid: number): Promise<number[]> {
  const children = await childrenOf(pid);
  return [...children, ...(await Promise.all(children.map(descendantPidsOf))).flat()];
}

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) =>
      readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => ''),
    ),
  );
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

/** The command name of a process. */
export const nameOf = async (pid: number): Promise<string> =>
  (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '(gone)')).trim();

/** Every file below a folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** Temporary folders of the service in a folder. */
export async function tempFoldersIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith(tempFolderPrefix));
}
