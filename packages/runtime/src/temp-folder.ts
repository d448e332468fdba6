import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Prefix of all our temporary folders: it tells leftovers of ours from folders of other programs. */
export const tempFolderPrefix = 'dance-pose-';

export interface TempFolder extends AsyncDisposable {
  readonly path: string;
}

/**
 * Creates a folder that is removed with its contents when the scope ends: `await using folder = await …`.
 * @param parent default: the system's folder for temporary files.
 */
export async function createTempFolder(label: string, parent = tmpdir()): Promise<TempFolder> {
  const path = await mkdtemp(join(parent, `${tempFolderPrefix}${label}-`));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}
