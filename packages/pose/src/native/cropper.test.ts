import { frameBytes, rgbaPixels, standardYuv, type YuvPixels } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import type { RawFrame } from '../pose-engine.ts';
import { toRgba } from '../yuv.ts';
import { type CropStyle, crop, levelTable } from './crop.ts';
import { Cropper } from './cropper.ts';
import type { Roi } from './roi.ts';

/** A frame with every byte value, in pseudo-random order. */
function yuvFrame(width: number, height: number, pixels: YuvPixels): RawFrame {
  const data = new Uint8Array(frameBytes({ width, height }, pixels));
  for (const at of data.keys()) data[at] = (at * at * 89 + at * 7) >> 3;
  return { data, width, height, pixels };
}

const regions = [
  { where: 'within the frame', centre: [50.7, 43.1], side: 30, rotation: 0.3 },
  { where: 'smaller than its crop', centre: [47.2, 41.9], side: 3, rotation: -2 },
  { where: 'beyond all four edges', centre: [53.3, 37.6], side: 400, rotation: 1.1 },
  { where: 'up to the last pixels', centre: [50, 40], side: 80, rotation: 0 },
  { where: 'outside', centre: [-300, 900], side: 60, rotation: 0.5 },
] as const;

const styles: readonly CropStyle[] = [
  { side: 32, border: 'edge', levels: levelTable(0, 1) },
  { side: 28, border: 'black', levels: levelTable(-1, 1) },
];

const formats: readonly YuvPixels[] = (['bt601', 'bt709'] as const).flatMap((matrix) =>
  [false, true].map((fullRange) => ({ layout: 'yuv420p' as const, matrix, fullRange })),
);

const cropped = (
  cut: typeof crop,
  frame: RawFrame,
  region: Roi,
  style: CropStyle,
): Float32Array => {
  const into = new Float32Array(3 * style.side ** 2);
  cut(frame, region, style, into);
  return into;
};

describe('crops YUV 4:2:0 as if it had been converted to RGBA first', () => {
  const cropper = new Cropper();
  const cut: typeof crop = (...args) => cropper.crop(...args);

  test.each(regions)('with a region $where', (region) => {
    for (const pixels of formats) {
      const frame = yuvFrame(100, 80, pixels);
      const converted = { ...frame, data: new Uint8Array(toRgba(frame)), pixels: rgbaPixels };
      for (const style of styles) {
        const found = cropped(cut, frame, region, style);
        expect(found).toEqual(cropped(crop, converted, region, style));
        expect(found).toEqual(cropped(cut, converted, region, style));
      }
    }
  });

  test('with a frame that needs more memory than the previous one, and with a small one again', () => {
    for (const [width, height] of [
      [16, 8],
      [1920, 1080],
      [16, 8],
    ] as const) {
      const frame = yuvFrame(width, height, standardYuv);
      const region: Roi = { centre: [width - 9, height - 5], side: 40, rotation: 0.2 };
      const [style] = styles as readonly [CropStyle];
      expect(cropped(cut, frame, region, style)).toEqual(cropped(crop, frame, region, style));
    }
  });
});

test('refuses a crop whose side is not a multiple of four', () => {
  const style: CropStyle = { side: 30, border: 'edge', levels: levelTable(0, 1) };
  const [region] = regions;
  const cropper = new Cropper();
  expect(() =>
    cropper.crop(yuvFrame(8, 8, standardYuv), region, style, new Float32Array(2700)),
  ).toThrow('multiple of 4, not 30');
});
