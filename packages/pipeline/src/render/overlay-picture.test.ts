import { describe, expect, test } from '@jest/globals';
import { RgbaPicture, YuvaPicture } from './overlay-picture.ts';

const size = { width: 8, height: 6 };
const area = { x: 2, y: 2, width: 4, height: 4 };

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

/** The pixels of an area; transparent by default. */
const pixels = (...given: readonly Pixel[]): Uint8ClampedArray => {
  const rgba = new Uint8ClampedArray(area.width * area.height * 4);
  for (const [at, pixel] of given.entries()) rgba.set(pixel, at * 4);
  return rgba;
};

const uniform = ({ width, height }: typeof size, pixel: Pixel): Uint8ClampedArray =>
  new Uint8ClampedArray(
    Array<Pixel>(width * height)
      .fill(pixel)
      .flat(),
  );

/** All pixels differ; some are partly and some fully transparent. */
const motley = pixels(
  ...Array.from({ length: 16 }, (_, at): Pixel => {
    const alpha = [255, 0, 17, 128, 200][at % 5] ?? 0;
    const colour = [(at * 37) % 256, (at * 101 + 50) % 256, (at * 151 + 90) % 256] as const;
    return alpha === 0 ? [0, 0, 0, 0] : [...colour, alpha];
  }),
);

/** BT.709 in limited range, from values in 0–1. */
function yuvOf([red, green, blue]: readonly [number, number, number]) {
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return {
    y: 16 + 219 * luma,
    u: 128 + (224 * (blue - luma)) / 1.8556,
    v: 128 + (224 * (red - luma)) / 1.5748,
  };
}

const planesOf = ({ bytes }: YuvaPicture) => {
  const count = size.width * size.height;
  const [y, u, v, alpha] = [
    bytes.subarray(0, count),
    bytes.subarray(count, count * 1.25),
    bytes.subarray(count * 1.25, count * 1.5),
    bytes.subarray(count * 1.5),
  ];
  return { y, u, v, alpha };
};

describe('a picture for video', () => {
  test('has the luma and alpha of each pixel, and zero alpha around the area', () => {
    const picture = new YuvaPicture(size);
    picture.put(area, motley);
    const { y, alpha } = planesOf(picture);
    for (let row = 0; row < size.height; row++) {
      for (let column = 0; column < size.width; column++) {
        const at = row * size.width + column;
        const isIn = column >= 2 && column < 6 && row >= 2;
        const from = ((row - 2) * 4 + column - 2) * 4;
        const [red = 0, green = 0, blue = 0, opacity = 0] = isIn ? motley.slice(from) : [];
        expect([row, column, alpha[at]]).toEqual([row, column, opacity]);
        if (opacity === 0) continue;
        const wanted = yuvOf([red / 255, green / 255, blue / 255]).y;
        expect(Math.abs((y[at] ?? 0) - wanted)).toBeLessThanOrEqual(0.5001);
      }
    }
  });

  test('has the chroma of each 2×2 pixels, weighted by alpha', () => {
    const picture = new YuvaPicture(size);
    picture.put(area, motley);
    const { u, v } = planesOf(picture);
    for (const [at, block] of [
      [5, [0, 1, 4, 5]],
      [6, [2, 3, 6, 7]],
      [9, [8, 9, 12, 13]],
      [10, [10, 11, 14, 15]],
    ] as const) {
      const light = (channel: number): number => {
        const seen = (of: number): number =>
          block.reduce<number>((sum, pixel) => {
            const opacity = motley[pixel * 4 + 3] ?? 0;
            return sum + opacity * (of === 3 ? 1 : (motley[pixel * 4 + of] ?? 0) / 255);
          }, 0);
        return seen(channel) / seen(3);
      };
      const wanted = yuvOf([light(0), light(1), light(2)]);
      expect(Math.abs((u[at] ?? 0) - wanted.u)).toBeLessThanOrEqual(0.5001);
      expect(Math.abs((v[at] ?? 0) - wanted.v)).toBeLessThanOrEqual(0.5001);
    }
  });

  test.each<[string, Pixel, readonly number[]]>([
    ['white', [255, 255, 255, 255], [235, 128, 128]],
    ['black', [0, 0, 0, 255], [16, 128, 128]],
    ['red', [255, 0, 0, 255], [63, 102, 240]],
    ['blue', [0, 0, 255, 255], [32, 240, 118]],
    ['pale green', [0, 255, 0, 9], [173, 42, 26]],
  ])('has %s if a single pixel is visible', (_name, pixel, [y, u, v]) => {
    const picture = new YuvaPicture(size);
    picture.put(area, pixels(pixel));
    const planes = planesOf(picture);
    const at = 2 * size.width + 2;
    expect([planes.y[at], planes.u[5], planes.v[5], planes.alpha[at]]).toEqual([
      ...[y, u, v, pixel[3]],
    ]);
  });

  test.each([2, 4, 6])('is changed only in the columns of an area of %d columns', (width) => {
    const picture = new YuvaPicture(size);
    const all = { x: 0, y: 0, ...size };
    const part = { x: 2, y: 2, width, height: 2 };
    picture.put(all, uniform(all, [255, 255, 255, 255]));
    picture.put(part, uniform(part, [255, 0, 0, 100]));
    /** A plane with one number per `side` × `side` pixels. */
    const plane = (side: number, inside: number, outside: number): number[] => {
      const columns = size.width / side;
      return Array.from({ length: (columns * size.height) / side }, (_, at) => {
        const [x, y] = [(at % columns) * side, Math.floor(at / columns) * side];
        return x >= 2 && x < 2 + width && y >= 2 && y < 4 ? inside : outside;
      });
    };
    expect([...picture.bytes]).toEqual([
      ...plane(1, 63, 235),
      ...plane(2, 102, 128),
      ...plane(2, 240, 128),
      ...plane(1, 100, 255),
    ]);
  });
});

test.each([
  ['film', YuvaPicture],
  ['a photo', RgbaPicture],
])('a picture for %s is fully transparent once it is cleared', (_name, Picture) => {
  const picture = new Picture(size);
  picture.put(area, motley);
  expect(picture.bytes.some((value) => value > 0)).toBe(true);
  picture.clear();
  picture.put(area, pixels());
  const alpha = picture.bytes.filter((_, at) =>
    picture instanceof RgbaPicture ? at % 4 === 3 : at >= size.width * size.height * 1.5,
  );
  expect(alpha).toHaveLength(size.width * size.height);
  expect(alpha.every((value) => value === 0)).toBe(true);
});

test('a picture for a photo contains the pixels unchanged', () => {
  const picture = new RgbaPicture(size);
  picture.put(area, motley);
  const rows = Array.from({ length: size.height }, (_, row) => [
    ...picture.bytes.subarray(row * size.width * 4, (row + 1) * size.width * 4),
  ]);
  const nothing = Array<number>(8).fill(0);
  expect(rows[1]).toEqual(Array<number>(32).fill(0));
  expect(rows[2]).toEqual([...nothing, ...motley.subarray(0, 16), ...nothing]);
  expect(rows[5]).toEqual([...nothing, ...motley.subarray(48), ...nothing]);
});
