import { frameBytes, rgbaPixels, standardYuv } from '@dance-pose/contracts';
import type { RawFrame } from '@dance-pose/pose';
import { describe, expect, test } from '@jest/globals';
import { lightWarnings, PictureLight } from './picture-light.ts';

const size = { width: 640, height: 360 };

/** A grey picture with a strip of another grey; `share` is its fraction of the width. */
function picture(grey: number, strip = { share: 0, grey }): RawFrame {
  const rgba = new Uint8Array(size.width * size.height * 4).fill(grey);
  for (let y = 0; y < size.height; y++) {
    const from = y * size.width * 4;
    rgba.fill(strip.grey, from, from + Math.round(strip.share * size.width) * 4);
  }
  return { data: rgba, ...size, pixels: rgbaPixels };
}

const codes = (...frames: RawFrame[]): string[] => {
  const light = new PictureLight();
  for (const frame of frames) light.add(frame);
  return lightWarnings(light).map(({ code }) => code);
};

describe('lightWarnings', () => {
  test('warns about a dark clip', () => {
    expect(codes(picture(12), picture(20))).toEqual(['dark-picture']);
  });

  test('accepts a lit dancer on a black stage', () => {
    expect(codes(picture(4, { share: 0.04, grey: 150 }))).toEqual([]);
  });

  test('warns about a dark room with a lamp in it', () => {
    expect(codes(picture(12, { share: 0.01, grey: 255 }))).toEqual(['dark-picture']);
  });

  test('does not warn if no frame was added', () => {
    expect(codes()).toEqual([]);
  });

  test('measures the brightness of the brightest part', () => {
    const light = new PictureLight();
    light.add(picture(100));
    expect(light.highlights).toBe(100);
  });

  test.each([
    [false, 235, 255],
    [false, 102, 100],
    [false, 8, 0],
    [true, 102, 102],
  ])('takes the range of luma into account: full range %s, %d', (fullRange, luma, brightness) => {
    const pixels = { ...standardYuv, fullRange };
    const bytes = frameBytes(size, pixels);
    // The chroma would be bright if it were read as luma; it does not count.
    const data = new Uint8Array(bytes).fill(luma, 0, size.width * size.height);
    data.fill(250, size.width * size.height);
    const light = new PictureLight();
    light.add({ data, ...size, pixels });
    expect(light.highlights).toBe(brightness);
  });
});
