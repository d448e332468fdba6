import { rename, rm } from 'node:fs/promises';

/**
 * A file appears under its name only when it is whole: it is written next to it and moved there at the end.
 * After a failure or an abort neither is left.
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
