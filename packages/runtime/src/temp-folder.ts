import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands at the start of every temporary folder of ours, so that strays can be told from other people's. */
export const tempFolderPrefix = 'dance-pose-';

export interface TempFolder extends AsyncDisposable {
  readonly path: string;
}

/**
 * A new folder that is removed with all it holds when the scope ends: `await using folder = await …`.
 * @param parent defaults to the system's folder for temporary files.
 */
export async function createTempFolder(label: string, parent = tmpdir()): Promise<TempFolder> {
  const path = await mkdtemp(join(parent, `${tempFolderPrefix}${label}-`));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}
