import { angleJoints, type LandmarkName } from '@dance-pose/contracts';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { PixelArea } from './canvas-area.ts';
import type { BeatMark } from './draw-beat.ts';
import type { CentreMark } from './draw-centre.ts';
import { drawOverlay } from './draw-overlay.ts';
import { frameOf, options, pixelOf, size } from './fixture-stance.ts';
import { overlayAreas } from './overlay-areas.ts';
import { outline, palettes } from './palette.ts';

const beat: BeatMark = { count: 3, counts: 8, phase: 0.5, isCountSure: true, corner: 'top-left' };

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

  /** Middle of a bone, clear of the joints' dots. */
  const middleOf = (a: LandmarkName, b: LandmarkName): [number, number] => {
    const [[ax, ay], [bx, by]] = [pixelOf(a), pixelOf(b)];
    return [Math.round((ax + bx) / 2), Math.round((ay + by) / 2)];
  };

  test('sides have their colours, and the rest stays transparent', () => {
    drawOverlay(context, { frame: frameOf({}), trail: [], marks: {}, size, options });
    const { left, right, centre } = palettes['orange-blue'];
    expect(pixel(...middleOf('leftShoulder', 'leftElbow'))).toEqual(hex(left));
    expect(pixel(...middleOf('rightHip', 'rightKnee'))).toEqual(hex(right));
    expect(pixel(...middleOf('leftShoulder', 'rightShoulder'))).toEqual(hex(centre));
    expect(pixel(5, 5)).toEqual([0, 0, 0, 0]);
  });

  /** Number of pixels that are not transparent, and number of these that are in none of the areas. */
  function touchedOutside(areas: readonly PixelArea[]): { touched: number; outside: number } {
    const { data } = context.getImageData(0, 0, size.width, size.height);
    let [touched, outside] = [0, 0];
    for (let i = 3; i < data.length; i += 4) {
      if (data[i] === 0) continue;
      const [x, y] = [((i - 3) / 4) % size.width, Math.floor((i - 3) / 4 / size.width)];
      touched += 1;
      const isIn = areas.some(
        (area) => x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height,
      );
      if (!isIn) outside += 1;
    }
    return { touched, outside };
  }

  test('the returned areas contain every changed pixel, and not much more', () => {
    const everything = {
      ...options,
      showAngles: true,
      angleJoints: [...angleJoints],
      showTrails: true,
      showBeats: true,
      showCentreOfMass: true,
    };
    const request = {
      frame: frameOf({}),
      trail: [frameOf({ dx: 0.1 })],
      marks: { beat, centreOfMass: { x: 0.5, y: 0.5, floor: 0.97, base: [0.3, 0.7] as const } },
      size,
      options: everything,
    };
    const predicted = overlayAreas(request);
    expect(touchedOutside([]).touched).toBe(0);
    const areas = drawOverlay(context, request);
    expect(predicted).toEqual(areas);
    const { touched, outside } = touchedOutside(areas);
    expect(outside).toBe(0);
    expect(touched).toBeGreaterThan(1000);
    const held = areas.reduce((sum, { width, height }) => sum + width * height, 0);
    expect(held).toBeLessThan(0.6 * size.width * size.height);
    // Every area contains changed pixels.
    for (const area of areas) {
      expect(touchedOutside(areas.filter((other) => other !== area)).outside).toBeGreaterThan(0);
    }
  });

  test('the dial does not enlarge the areas around the dancer', () => {
    const alone = { frame: frameOf({}), trail: [], marks: { beat }, size };
    const around = drawOverlay(context, { ...alone, options });
    const areas = drawOverlay(context, { ...alone, options: { ...options, showBeats: true } });
    expect(areas.slice(0, around.length)).toEqual(around);
    const dial = areas.slice(around.length);
    expect(dial.length).toBeGreaterThan(0);
    const held = dial.reduce((sum, { width, height }) => sum + width * height, 0);
    expect(held).toBeLessThan(0.02 * size.width * size.height);
  });

  test('a person partly outside of the picture is clipped, one fully outside is not drawn', () => {
    const half = { frame: frameOf({ dx: 0.4 }), trail: [], marks: {}, size, options };
    const areas = drawOverlay(context, half);
    expect(Math.min(...areas.map(({ x }) => x))).toBeGreaterThan(0);
    expect(Math.max(...areas.map(({ x, width }) => x + width))).toBe(size.width);
    expect(drawOverlay(context, { ...half, frame: frameOf({ dx: 5 }) })).toEqual([]);
  });

  describe('the beat dial', () => {
    const drawBeatAt = (mark: Partial<BeatMark>): void => {
      context.clearRect(0, 0, size.width, size.height);
      drawOverlay(context, {
        frame: frameOf(),
        trail: [],
        marks: { beat: { ...beat, ...mark } },
        size,
        options: { ...options, showBeats: true },
      });
    };
    /** Centre of the dial in the top left corner, and distance of its segments from it. */
    const [middle, ring] = [0.062 * 360 * 1.45, 0.062 * 360 * 0.86];
    const segment = (count: number, counts = 8): number => {
      const angle = ((count - 0.5) * 2 * Math.PI) / counts - Math.PI / 2;
      const [x, y] = [middle + ring * Math.cos(angle), middle + ring * Math.sin(angle)];
      return pixel(Math.round(x), Math.round(y))[0] ?? 0;
    };

    test('fills clockwise with the counts', () => {
      drawBeatAt({ count: 3 });
      for (const lit of [1, 2, 3]) expect([lit, segment(lit) > 140]).toEqual([lit, true]);
      for (const dark of [4, 5, 6, 7, 8]) expect([dark, segment(dark) < 110]).toEqual([dark, true]);
    });

    test('has as many segments as counts', () => {
      drawBeatAt({ count: 2, counts: 3 });
      expect([1, 2, 3].map((count) => segment(count, 3) > 140)).toEqual([true, true, false]);
    });

    test('flashes on the beat, and brightest on the "one"', () => {
      const glow = (mark: Partial<BeatMark>): number => {
        drawBeatAt(mark);
        // Next to the number, inside the ring.
        return pixel(Math.round(middle - ring * 0.7), Math.round(middle))[0] ?? 0;
      };
      expect(glow({ count: 1, phase: 0 })).toBeGreaterThan(glow({ count: 2, phase: 0 }) + 40);
      expect(glow({ count: 2, phase: 0 })).toBeGreaterThan(glow({ count: 2, phase: 0.2 }) + 30);
      expect(glow({ count: 2, phase: 0.2 })).toBeGreaterThan(glow({ count: 2, phase: 0.9 }));
    });

    test.each([
      ['top-left', 0, 0],
      ['top-right', 1, 0],
      ['bottom-left', 0, 1],
      ['bottom-right', 1, 1],
    ] as const)('is in the corner %s', (corner, right, low) => {
      drawBeatAt({ corner });
      const x = right ? size.width - middle : middle;
      const y = low ? size.height - middle : middle;
      expect(pixel(Math.round(x - ring), Math.round(y))[3]).toBeGreaterThan(100);
      expect(pixel(Math.round(size.width - x), Math.round(y))[3]).toBe(0);
    });

    test('is omitted without a beat, and unless requested', () => {
      const nobody = { frame: frameOf(), trail: [], size };
      const requested = { ...options, showBeats: true };
      expect(drawOverlay(context, { ...nobody, marks: {}, options: requested })).toEqual([]);
      expect(drawOverlay(context, { ...nobody, marks: { beat }, options })).toEqual([]);
    });
  });

  describe('the centre of mass', () => {
    const white = hex(palettes['orange-blue'].centre);
    const draw = (centreOfMass: CentreMark): void => {
      context.clearRect(0, 0, size.width, size.height);
      drawOverlay(context, {
        frame: frameOf({}),
        trail: [],
        marks: { centreOfMass },
        size,
        options: { ...options, showCentreOfMass: true },
      });
    };

    test('is a disc with two dark quarters, and a dashed line down to the floor', () => {
      draw({ x: 0.5, y: 0.6, floor: 0.95, base: [0.4, 0.6] });
      expect([pixel(183, 387), pixel(177, 381)]).toEqual([hex(outline), hex(outline)]);
      expect([pixel(183, 381), pixel(177, 387)]).toEqual([white, white]);
      const below = Array.from({ length: 200 }, (_, at) => pixel(180, 395 + at)[0] ?? 0);
      expect(below.filter((value) => value > 200).length).toBeGreaterThan(60);
      expect(below.filter((value) => value < 60).length).toBeGreaterThan(40);
      expect(pixel(180, 625)).toEqual([0, 0, 0, 0]);
    });

    test('has a dot at its foot over the base, a ring beside it', () => {
      const foot = (mark: Partial<CentreMark>): number[] => {
        draw({ x: 0.5, y: 0.6, floor: 0.95, ...mark });
        return pixel(180, 608);
      };
      expect(foot({ base: [0.4, 0.6] })).toEqual(white);
      expect(foot({ base: [0.6, 0.7] })).toEqual(hex(outline));
      // In the air there is no base, so the dancer is not off balance.
      expect(foot({})).toEqual(white);
    });

    test('has no plumb line without a floor', () => {
      draw({ x: 0.5, y: 0.6 });
      expect(pixel(180, 384)[3]).toBe(255);
      expect(pixel(180, 500)).toEqual([0, 0, 0, 0]);
    });
  });

  test("the caller's own styles are restored", () => {
    context.lineWidth = 7;
    context.globalAlpha = 0.3;
    drawOverlay(context, { frame: frameOf({}), trail: [], marks: {}, size, options });
    expect(context.lineWidth).toBe(7);
    expect(context.globalAlpha).toBeCloseTo(0.3, 6);
  });
});
