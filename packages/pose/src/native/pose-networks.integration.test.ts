import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PoseModel } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { afterAll, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { ThreadGate } from '../thread-gate.ts';
import { openNetworks } from './pose-networks.ts';
import { convertTflite } from './tflite-to-onnx.ts';

const cache = await createTempFolder('models');
afterAll(async () => {
  await cache[Symbol.asyncDispose]();
});

interface Figures {
  readonly count: number;
  /** Four values: the first, the one at a third, the middle one and the last. */
  readonly some: readonly number[];
  readonly meanSize: number;
}

/**
 * Outputs of both networks for a picture of waves that differ slightly between the colours. Runs in a child process:
 * ONNX Runtime accepts no arrays from jest's realm.
 */
async function figuresOf(model: PoseModel): Promise<Record<'detector' | 'landmarker', Figures[]>> {
  const module = (path: string): string => JSON.stringify(import.meta.resolve(path));
  const script = `
    import { loadModelBundle } from ${module('../model-bundle.ts')};
    import { ThreadGate } from ${module('../thread-gate.ts')};
    import { openNetworks } from ${module('./pose-networks.ts')};
    const bundle = await loadModelBundle('${model}', ${JSON.stringify(cache.path)});
    const networks = await openNetworks(bundle, new ThreadGate());
    const found = {};
    for (const [name, { input, run }] of Object.entries(networks)) {
      const side = Math.sqrt(input.length / 3);
      for (const index of input.keys()) {
        const [plane, y] = [Math.floor(index / side ** 2), Math.floor(index / side) % side];
        input[index] = Math.sin((index % side) * 0.05 + plane) * Math.cos(y * 0.03) * 0.5 + 0.5;
      }
      found[name] = (await run()).map((output) => {
        const count = output.length;
        const some = [0, count / 3, count / 2, count - 1].map((at) => output[Math.floor(at)]);
        return { count, some, meanSize: output.reduce((sum, value) => sum + Math.abs(value), 0) / count };
      });
    }
    process.stdout.write(JSON.stringify(found));`;
  await using folder = await createTempFolder('script');
  const main = join(folder.path, 'main.mjs');
  await writeFile(main, script);
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, main]);
  return JSON.parse(stdout);
}

// Outputs of TensorFlow's own interpreter (ai-edge-litert 2.3.0 for Python) for the waves.
const detector: Figures[] = [
  { count: 27_048, some: [-6.4772, -121.7656, 2.3328, 0.1238], meanSize: 39.58367 },
  { count: 2254, some: [-58.6634, -1.7654, -2.4197, -23.9418], meanSize: 29.92391 },
];
const landmarkers = {
  lite: [
    { count: 195, some: [141.5074, 169.8946, -48.3696, -1.2053], meanSize: 55.54925 },
    { count: 1, some: [0.0052, 0.0052, 0.0052, 0.0052], meanSize: 0.00515 },
    { count: 159_744, some: [-11.7259, -12.2208, -8.8893, -9.8301], meanSize: 6.60182 },
    { count: 117, some: [0.0015, 0.2576, -0.1977, 0.3197], meanSize: 0.24055 },
  ],
  heavy: [
    { count: 195, some: [132.2112, 147.1897, -52.3275, 4.2971], meanSize: 57.06661 },
    { count: 1, some: [0.0262, 0.0262, 0.0262, 0.0262], meanSize: 0.02617 },
    { count: 159_744, some: [-27.6297, -12.4468, -18.7541, -74.5499], meanSize: 11.05586 },
    { count: 117, some: [0.0199, 0.1419, -0.3804, 0.9647], meanSize: 0.36265 },
  ],
} satisfies Record<string, Figures[]>;

describe('the converted networks', () => {
  test.each(['lite', 'heavy'] as const)('compute the same as the originals: %s', async (model) => {
    const found = await figuresOf(model);
    const expected = { detector, landmarker: landmarkers[model] };
    for (const name of ['detector', 'landmarker'] as const) {
      expect(found[name]).toEqual(
        expected[name].map(({ count, some, meanSize }) => ({
          count,
          some: some.map((value) => expect.closeTo(value, 1)),
          meanSize: expect.closeTo(meanSize, 3),
        })),
      );
    }
  });
});

describe('a bundle is refused that has', () => {
  const open = (files: Record<string, Uint8Array>): Promise<unknown> =>
    openNetworks(new Uint8Array(zipSync(files)), new ThreadGate());

  test('a missing network', async () => {
    await expect(open({ 'hand_detector.tflite': new Uint8Array(8) })).rejects.toThrow(
      'The model bundle has no pose_detector.tflite.',
    );
  });

  test('a file that is not a network', async () => {
    await expect(open({ 'pose_detector.tflite': Buffer.alloc(64) })).rejects.toThrow(
      /not a TFLite/,
    );
    expect(() => convertTflite(Buffer.from('\u0008\0\0\0TFL3'), [0])).toThrow(RangeError);
  });
});
