import type { LandmarkName } from '@dance-pose/contracts';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { drawOverlay } from './draw-overlay.ts';
import { frameOf, options, pixelOf, size } from './fixture-stance.ts';
import { palettes } from './palette.ts';

describe('on a real canvas', () => {
  let context: SKRSContext2D;
  beforeEach(() => {
    context = createCanvas(size.width, size.height).getContext('2d');
  });

  const pixel = (x: number, y: number): number[] => [...context.getImageData(x, y, 1, 1).data];
  const hex = (colour: string): number[] => [
    ...[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)),
    255,
  ];

  /** Halfway along a bone, clear of the joints' dots. */
  const middleOf = (a: LandmarkName, b: LandmarkName): [number, number] => {
    const [[ax, ay], [bx, by]] = [pixelOf(a), pixelOf(b)];
    return [Math.round((ax + bx) / 2), Math.round((ay + by) / 2)];
  };

  test('sides have their colours, and what is not drawn on stays transparent', () => {
    drawOverlay(context, { frame: frameOf({}), trail: [], size, options });
    const { left, right, centre } = palettes['orange-blue'];
    expect(pixel(...middleOf('leftShoulder', 'leftElbow'))).toEqual(hex(left));
    expect(pixel(...middleOf('rightHip', 'rightKnee'))).toEqual(hex(right));
    expect(pixel(...middleOf('leftShoulder', 'rightShoulder'))).toEqual(hex(centre));
    expect(pixel(5, 5)).toEqual([0, 0, 0, 0]);
  });

  test('the area returned holds every pixel that was changed, and not much more', () => {
    const everything = { ...options, showAngles: true, showTrails: true };
    const trail = [frameOf({ dx: 0.1 })];
    const area = drawOverlay(context, { frame: frameOf({}), trail, size, options: everything });
    if (area === null) throw new Error('nothing was drawn');
    const { data } = context.getImageData(0, 0, size.width, size.height);
    const touched = { left: size.width, top: size.height, right: 0, bottom: 0 };
    for (let i = 3; i < data.length; i += 4) {
      if (data[i] === 0) continue;
      const x = ((i - 3) / 4) % size.width;
      const y = Math.floor((i - 3) / 4 / size.width);
      touched.left = Math.min(touched.left, x);
      touched.top = Math.min(touched.top, y);
      touched.right = Math.max(touched.right, x + 1);
      touched.bottom = Math.max(touched.bottom, y + 1);
    }
    expect(area.x).toBeLessThanOrEqual(touched.left);
    expect(area.y).toBeLessThanOrEqual(touched.top);
    expect(area.x + area.width).toBeGreaterThanOrEqual(touched.right);
    expect(area.y + area.height).toBeGreaterThanOrEqual(touched.bottom);
    expect(touched.left - area.x).toBeLessThan(20);
    expect(touched.top - area.y).toBeLessThan(20);
  });

  test('somebody half out of the picture is clipped, somebody wholly outside leaves nothing', () => {
    const area = drawOverlay(context, { frame: frameOf({ dx: 0.4 }), trail: [], size, options });
    expect(area?.x).toBeGreaterThan(0);
    expect((area?.x ?? 0) + (area?.width ?? 0)).toBe(size.width);
    const outside = { frame: frameOf({ dx: 5 }), trail: [], size, options };
    expect(drawOverlay(context, outside)).toBeNull();
  });

  test("the caller's own styles are left as they were", () => {
    context.lineWidth = 7;
    context.globalAlpha = 0.3;
    drawOverlay(context, { frame: frameOf({}), trail: [], size, options });
    expect(context.lineWidth).toBe(7);
    expect(context.globalAlpha).toBeCloseTo(0.3, 6);
  });
});
