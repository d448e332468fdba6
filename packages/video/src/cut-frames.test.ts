import { describe, expect, test } from '@jest/globals';
import { cutFrames } from './cut-frames.ts';

async function* pieces(...sizes: number[]): AsyncGenerator<Uint8Array> {
  let value = 0;
  for (const size of sizes) yield Uint8Array.from({ length: size }, () => value++);
}

async function cut(
  chunks: AsyncIterable<Uint8Array>,
  take = () => new Uint8Array(4),
): Promise<number[][]> {
  const frames: number[][] = [];
  for await (const frame of cutFrames(chunks, 4, take)) frames.push([...frame]);
  return frames;
}

const three = [
  [0, 1, 2, 3],
  [4, 5, 6, 7],
  [8, 9, 10, 11],
];

describe('cutFrames', () => {
  test.each([[[12]], [[1, 2, 3, 6]], [[5, 7]], [[4, 4, 4]], [[0, 12, 0]]])(
    'cuts %j',
    async (sizes) => {
      expect(await cut(pieces(...sizes))).toEqual(three);
    },
  );

  test('gives the memory that it was given', async () => {
    const memory = new Uint8Array(4);
    for await (const frame of cutFrames(pieces(4), 4, () => memory)) expect(frame).toBe(memory);
  });

  test('does not pass off a torn frame as whole', async () => {
    await expect(cut(pieces(11))).rejects.toThrow('3 of 4 bytes');
  });

  test('refuses memory of another size', async () => {
    await expect(cut(pieces(4), () => new Uint8Array(5))).rejects.toThrow(RangeError);
  });
});
