import { rename, rm } from 'node:fs/promises';

/**
 * Writes a file atomically: `write` fills `<outPath>.part`, which is then renamed. After a failure or an abort neither
 * file is left.
 */
export async function writeWhole(
  outPath: string,
  write: (partPath: string) => Promise<void>,
): Promise<void> {
  const partPath = `${outPath}.part`;
  try {
    await write(partPath);
    await rename(partPath, outPath);
  } finally {
    await rm(partPath, { force: true });
  }
}
