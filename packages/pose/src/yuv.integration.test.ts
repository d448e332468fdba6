import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { YuvPixels } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { toRgba } from './yuv.ts';

const side = 512;

/** Every pair of chroma values once, with one luma. */
function everyChroma(luma: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array((side * side * 3) / 2).fill(luma, 0, side * side);
  const [planeU, planeV] = [side * side, (side * side * 5) / 4];
  for (let pair = 0; pair < 65_536; pair++) {
    frame[planeU + pair] = pair & 255;
    frame[planeV + pair] = pair >> 8;
  }
  return frame;
}

const run = promisify(execFile);

async function convertByFfmpeg(
  frame: Uint8Array,
  { matrix, fullRange }: YuvPixels,
): Promise<Uint8Array> {
  const colour = `in_color_matrix=${matrix}:in_range=${fullRange ? 'pc' : 'tv'}:out_range=pc`;
  const converting = run(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', `${side}x${side}`],
      ...['-i', '-', '-vf', `scale=${colour},format=rgba`, '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer', maxBuffer: 2 ** 24 },
  );
  converting.child.stdin?.end(frame);
  return (await converting).stdout;
}

function furthest(found: Uint8Array, expected: Uint8Array): number {
  if (found.length !== expected.length) throw new RangeError('These are pictures of two sizes.');
  let most = 0;
  for (let at = 0; at < found.length; at++) {
    most = Math.max(most, Math.abs((found[at] as number) - (expected[at] as number)));
  }
  return most;
}

test.each<[matrix: YuvPixels['matrix'], fullRange: boolean]>([
  ['bt601', false],
  ['bt601', true],
  ['bt709', false],
  ['bt709', true],
])('converts every chroma of %s, full range %s, as FFmpeg does', async (matrix, fullRange) => {
  const pixels = { layout: 'yuv420p', matrix, fullRange } as const;
  for (const luma of [0, 101, 235]) {
    const data = everyChroma(luma);
    const expected = await convertByFfmpeg(data, pixels);
    const found = toRgba({ data, width: side, height: side, pixels });
    // FFmpeg's x86 code and ours are bit-identical; its code for other processors rounds.
    expect(furthest(found, expected)).toBeLessThanOrEqual(process.arch === 'x64' ? 0 : 1);
  }
});
