import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Fills the folder's file system to its last block for a while. Use a small file system that nothing else uses. */
export async function withFullDisk(
  folder: string,
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  const path = join(folder, 'filler');
  try {
    for (const blockBytes of [1024 * 1024, 4096]) await append(path, Buffer.alloc(blockBytes));
    await meanwhile();
  } finally {
    await rm(path, { force: true });
  }
}

/** Appends the block until there is no room. */
async function append(path: string, block: Buffer): Promise<void> {
  await using file = await open(path, 'a');
  try {
    for (;;) await file.write(block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
