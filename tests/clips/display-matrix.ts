import { readFile, writeFile } from 'node:fs/promises';

/**
 * Writes `a b c d` of a display matrix (ISO/IEC 14496-12, 6.2.2) into the header of an MP4's first track, the video.
 * FFmpeg's own option for it changed between versions.
 */
export async function setDisplayMatrix(path: string, matrix: readonly number[]): Promise<void> {
  const bytes = await readFile(path);
  const matrixAt = bytes.indexOf('tkhd', 0, 'latin1') + 44;
  const [a = 1, b = 0, c = 0, d = 1] = matrix;
  for (const [index, value] of [a, b, 0, c, d].entries()) {
    bytes.writeInt32BE(value * 65_536, matrixAt + index * 4);
  }
  await writeFile(path, bytes);
}
