import { mkdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { InitStep } from '../init-step.ts';
import { onDisk, unlessMissing } from './disk-files.ts';

/**
 * Creates the folder of a disk store with mode 0700; an existing folder keeps its mode, which may be intended.
 * @throws UserError `store-unavailable` when it cannot be created.
 */
export async function initDiskFolder(root: string): Promise<InitStep[]> {
  const path = resolve(root);
  return onDisk(async () => {
    const found = await unlessMissing(stat(path));
    if (found !== undefined && !found.isDirectory()) throw new Error(`${path} is not a folder`);
    if (found === undefined) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      return [{ what: `folder ${path}, for this user only`, outcome: 'done' }];
    }
    const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
    return [{ what: `folder ${path} with mode ${mode}`, outcome: 'already exists' }];
  });
}
