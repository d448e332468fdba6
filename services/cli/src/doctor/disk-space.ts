import { statfs } from 'node:fs/promises';
import { size } from '../format.ts';
import { type Finding, fail, ok, warn } from './check.ts';

const leastBytes = 256 * 1024 ** 2;

/** @param wantedBytes free space below which the finding is a warning; default: a tenth of the disk. */
export async function diskSpace(folder: string, wantedBytes?: number): Promise<Finding> {
  const disk = await statfs(folder).catch(() => undefined);
  // The check that writes to the folder reports why it is not accessible.
  if (disk === undefined) return ok('');
  const freeBytes = disk.bavail * disk.bsize;
  const found = `${size(freeBytes)} free in ${folder}`;
  const remedy = 'Free space there, or use a larger disk.';
  if (freeBytes < leastBytes) return fail(`only ${found}`, remedy);
  const wanted = wantedBytes ?? (disk.blocks * disk.bsize) / 10;
  return freeBytes < wanted ? warn(`${found}, ${size(wanted)} recommended`, remedy) : ok(found);
}
