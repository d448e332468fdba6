import { rgbaPixels } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import type { RawFrame } from '../pose-engine.ts';
import { type CropStyle, crop, levelTable } from './crop.ts';
import type { Roi } from './roi.ts';

/** Red is ten times the column, green ten times the row; blue is 200. */
function ramp(width: number, height: number): RawFrame {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([10 * x, 10 * y, 200, 255], 4 * (y * width + x));
  }
  return { data, width, height, pixels: rgbaPixels };
}

const plain: CropStyle = {
  ...{ side: 4, border: 'edge' },
  levels: Float32Array.from({ length: 256 }, (_, level) => level),
};

function cropped(region: Roi, style: Partial<CropStyle> = {}): number[][] {
  const whole = { ...plain, ...style };
  const into = new Float32Array(3 * whole.side ** 2);
  crop(ramp(8, 8), region, whole, into);
  return [0, 1, 2].map((plane) => [
    ...into.subarray(plane * whole.side ** 2, (plane + 1) * whole.side ** 2),
  ]);
}

const upright = (x: number, y: number, side: number): Roi => ({
  ...{ centre: [x, y], side, rotation: 0 },
});

describe('crop', () => {
  test('copies pixels at whole positions', () => {
    const [red, green, blue] = cropped(upright(4, 3, 4));
    expect(red).toEqual([20, 30, 40, 50, 20, 30, 40, 50, 20, 30, 40, 50, 20, 30, 40, 50]);
    expect(green?.filter((_, index) => index % 4 === 0)).toEqual([10, 20, 30, 40]);
    expect(new Set(blue)).toEqual(new Set([200]));
  });

  test('interpolates between the four neighbours of a position, and rounds', () => {
    // Columns 2.25, 3.25 …: 22.5 rounds up.
    expect(cropped(upright(4.25, 3.5, 4))[0]?.slice(0, 4)).toEqual([23, 33, 43, 53]);
    // A 64th of a pixel is less than the resolution of a 32nd.
    expect(cropped(upright(4 + 1 / 64, 3, 4))[0]?.[0]).toBe(20);
  });

  test('skips pixels without blurring if the region is large', () => {
    expect(cropped(upright(4, 4, 8))[0]?.slice(0, 4)).toEqual([0, 20, 40, 60]);
  });

  test('rotates the region upright', () => {
    // Rotated a quarter clockwise: up in the region is right in the frame.
    const [red, green] = cropped({ centre: [4, 4], side: 4, rotation: Math.PI / 2 });
    expect(red?.slice(0, 4)).toEqual([60, 60, 60, 60]);
    expect(green?.slice(0, 4)).toEqual([20, 30, 40, 50]);
  });

  test('replicates the edge, or fills with black', () => {
    const beyond = upright(0, 4, 4);
    expect(cropped(beyond)[0]?.slice(0, 4)).toEqual([0, 0, 0, 10]);
    expect(cropped(beyond)[2]?.slice(0, 4)).toEqual([200, 200, 200, 200]);
    expect(cropped(beyond, { border: 'black' })[2]?.slice(0, 4)).toEqual([0, 0, 200, 200]);
    expect(cropped(upright(-0.5, 4, 4), { border: 'black' })[2]?.slice(0, 4)).toEqual([
      0, 0, 100, 200,
    ]);
    expect(cropped(upright(9, 9, 4), { border: 'black' })[2]).toEqual([
      ...[200, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
  });
});

test('levelTable', () => {
  expect(levelTable(0, 1)[255]).toBeCloseTo(1, 6);
  const [black, white] = [0, 255].map((level) => levelTable(-1, 1)[level]);
  expect(black).toBe(-1);
  expect(white).toBeCloseTo(1, 6);
});
