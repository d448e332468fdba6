import { describe, expect, test } from '@jest/globals';
import { type LandmarkOutput, readPerson } from './landmark-output.ts';

const pointCount = 39;
const cold = -20;
const hot = 20;

/** All points at the centre of the network's input, and empty heatmaps. */
function output(): LandmarkOutput {
  const points = new Float32Array(5 * pointCount);
  for (let id = 0; id < pointCount; id++) points.set([128, 128, 64, 0, Math.log(3)], 5 * id);
  return {
    points,
    world: new Float32Array(3 * pointCount),
    heatmaps: new Float32Array(64 * 64 * pointCount).fill(cold),
  };
}

const frame = { width: 200, height: 400 };
const region = { centre: [100, 200], side: 100, rotation: 0 } as const;
const heat = (of: LandmarkOutput, id: number, column: number, row: number): void => {
  of.heatmaps[id * 64 * 64 + row * 64 + column] = hot;
};

describe('readPerson', () => {
  test('maps points from the region to the frame', () => {
    const { landmarks, centre } = readPerson(output(), region, frame);
    expect(landmarks).toHaveLength(33);
    // z: 64 of 256 pixels, in a region half as wide as the frame.
    expect(landmarks[7]).toEqual([0.5, 0.5, 0.125, 0.5, expect.closeTo(0.75, 6)]);
    expect(centre).toEqual([100, 200]);
  });

  test('rotates them with the region', () => {
    const turned = output();
    turned.points.set([256, 128], 5 * 34);
    turned.world.set([1, 0, 0.5], 3 * 32);
    const { edge, world } = readPerson(turned, { ...region, rotation: Math.PI / 2 }, frame);
    expect(edge).toEqual([expect.closeTo(100, 9), expect.closeTo(250, 9)]);
    expect(world).toHaveLength(33);
    expect(world[32]).toEqual([expect.closeTo(0, 9), expect.closeTo(1, 9), 0.5]);
  });

  test('moves a point to the centroid of the heatmap around it', () => {
    const warm = output();
    heat(warm, 0, 33, 32);
    heat(warm, 0, 34, 34);
    const [[x, y] = []] = readPerson(warm, region, frame).landmarks;
    // Columns 33 and 34 of 64, in a region of 100 pixels that starts at 50.
    expect(Number(x) * frame.width).toBeCloseTo(50 + (33.5 / 64) * 100, 4);
    expect(Number(y) * frame.height).toBeCloseTo(150 + (33 / 64) * 100, 4);
  });

  test('ignores heatmap cells more than three cells away, and those below the threshold', () => {
    const far = output();
    heat(far, 0, 36, 32);
    heat(far, 1, 32, 28);
    far.heatmaps[2 * 64 * 64 + 32 * 64 + 33] = -0.01;
    for (const [x, y] of readPerson(far, region, frame).landmarks.slice(0, 3)) {
      expect([x, y]).toEqual([0.5, 0.5]);
    }
  });

  test('does not refine points outside the picture', () => {
    const outside = output();
    outside.points.set([-20, 128], 0);
    outside.points.set([128, 300], 5);
    const { landmarks } = readPerson(outside, region, frame);
    expect(Number(landmarks[0]?.[0]) * frame.width).toBeCloseTo(50 - (20 / 256) * 100, 5);
    expect(Number(landmarks[1]?.[1]) * frame.height).toBeCloseTo(150 + (300 / 256) * 100, 4);
  });
});
