import { describe, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import type { PixelArea, Point } from './canvas-area.ts';
import { Pen } from './pen.ts';
import { TouchedRows } from './touched-rows.ts';

const size = { width: 300, height: 500 };
const ink = { colour: '#ffffff', width: 9, alpha: 1 };

const pixelsOf = (areas: readonly PixelArea[]): number =>
  areas.reduce((sum, { width, height }) => sum + width * height, 0);

/** Number of pixels that a pen changes: in all, and outside of its touched areas. */
function countPixels(draw: (pen: Pen) => void) {
  const context = createCanvas(size.width, size.height).getContext('2d');
  context.lineCap = 'round';
  context.lineJoin = 'round';
  const pen = new Pen(context, size);
  draw(pen);
  const count = (): number => {
    const { data } = context.getImageData(0, 0, size.width, size.height);
    return data.filter((value, at) => at % 4 === 3 && value > 0).length;
  };
  const all = count();
  for (const { x, y, width, height } of pen.touched) context.clearRect(x, y, width, height);
  return { all, outside: count(), areas: pen.touched };
}

const middle: Point = { x: 150, y: 250 };
const around = (degrees: number, radius: number): Point => ({
  x: middle.x + radius * Math.cos((degrees * Math.PI) / 180),
  y: middle.y + radius * Math.sin((degrees * Math.PI) / 180),
});

describe('the touched areas contain every changed pixel', () => {
  test.each([0, 1, 30, 45, 60, 89, 90, 135, 179])('of a line at %i°', (degrees) => {
    const ends = [around(degrees, 240), around(degrees + 180, 130)] as const;
    const { all, outside } = countPixels((pen) => pen.lines([ends], ink));
    expect(all).toBeGreaterThan(1000);
    expect(outside).toBe(0);
  });

  test('of a curve that doubles back', () => {
    const points = [200, 10, 100, 300, 250, 60].map((degrees, at) => around(degrees, 60 + 30 * at));
    const { all, outside } = countPixels((pen) => pen.curve(points, ink));
    expect(all).toBeGreaterThan(1000);
    expect(outside).toBe(0);
  });

  test.each([
    ['dots', (pen: Pen) => pen.dots([{ x: 40, y: 128 }, middle], 30, ink)],
    ['an arc', (pen: Pen) => pen.arc({ x: 150, y: 130 }, 70, 0, 5, ink)],
    ['a slice', (pen: Pen) => pen.sector({ x: 150, y: 130 }, 70, 1, 4, ink)],
  ])('of %s', (_what, draw) => {
    const { all, outside } = countPixels(draw);
    expect(all).toBeGreaterThan(1000);
    expect(outside).toBe(0);
  });
});

test('a slanted line touches far less than its bounding box', () => {
  const { areas } = countPixels((pen) => pen.lines([[around(60, 240), around(240, 240)]], ink));
  expect(areas.length).toBeGreaterThan(3);
  expect(pixelsOf(areas)).toBeLessThan(0.45 * 250 * 430);
});

test('areas are below each other, within the canvas', () => {
  const rows = new TouchedRows(size);
  rows.add({ x: -500, y: -1e9 }, { x: 500, y: 1e9 }, 4);
  const { areas } = rows;
  expect(areas[0]?.y).toBe(0);
  areas.forEach((area, at) => {
    expect(area.y).toBe(at === 0 ? 0 : (areas[at - 1]?.y ?? 0) + (areas[at - 1]?.height ?? 0));
    expect(area.x).toBeGreaterThanOrEqual(0);
    expect(area.x + area.width).toBeLessThanOrEqual(size.width);
  });
  expect(areas.reduce((sum, { height }) => sum + height, 0)).toBe(size.height);
});

test('drawing outside of the canvas touches nothing', () => {
  const rows = new TouchedRows(size);
  rows.add({ x: 400, y: 10 }, { x: 500, y: 200 }, 5);
  rows.add({ x: 10, y: -40 }, { x: 100, y: -20 }, 5);
  rows.add({ x: Number.NaN, y: Number.NaN }, { x: 1, y: 1 }, 5);
  expect(rows.areas).toEqual([]);
});
