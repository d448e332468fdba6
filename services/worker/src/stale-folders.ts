import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolderPrefix } from '@dance-pose/runtime';

/** A work folder's label carries the process that uses it, so that what a killed worker left can be told. */
export const workFolderLabel = (pid: number): string => `worker-${pid}`;

const workFolder = new RegExp(`^${tempFolderPrefix}worker-(\\d+)-\\w+$`);

/**
 * Removes the work folders of workers that are no more. At the start one with our own process id is from an
 * earlier life too: containers give the same id every time.
 * @returns the names of the folders removed.
 */
export async function removeStaleFolders(
  tempDir: string,
  now: 'starting' | 'working',
): Promise<string[]> {
  const stale = (await readdir(tempDir)).filter((name) => {
    const pid = Number(workFolder.exec(name)?.[1]);
    if (pid === process.pid) return now === 'starting';
    return pid > 0 && !isAlive(pid);
  });
  for (const name of stale) await rm(join(tempDir, name), { recursive: true, force: true });
  return stale;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
