import {
  type Landmark,
  landmarkNames,
  type OverlayOptions,
  type PoseFrame,
} from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { quietCorner } from './draw-beat.ts';
import { drawOverlay } from './draw-overlay.ts';
import { frameOf, options, pixelOf, size } from './fixture-stance.ts';
import type { OverlayContext } from './overlay-context.ts';
import { outline, palettes } from './palette.ts';

interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
  readonly strokeStyle: unknown;
  readonly fillStyle: unknown;
  readonly globalAlpha: number;
  readonly lineWidth: number;
}

/** A context that records calls and the style at that moment instead of drawing. */
function recordingContext(): { context: OverlayContext; calls: Call[] } {
  const calls: Call[] = [];
  const style: Record<string, unknown> = {};
  const context = new Proxy(style, {
    get:
      (_, method: string) =>
      (...args: unknown[]) =>
        calls.push({ method, args, ...style } as unknown as Call),
  }) as unknown as OverlayContext;
  return { context, calls };
}

function record(request: {
  frame: PoseFrame;
  trail?: PoseFrame[];
  options?: OverlayOptions;
}): Call[] {
  const { context, calls } = recordingContext();
  drawOverlay(context, { trail: [], marks: {}, options, size, ...request });
  return calls;
}

/** Lines of one colour as `[from, to]` in rounded pixels. */
function linesIn(calls: readonly Call[], colour: string): Call[] {
  return calls.filter(({ method, strokeStyle }) => method === 'lineTo' && strokeStyle === colour);
}

describe('drawOverlay', () => {
  test('draws every edge once in colour, and once beneath as a wider outline', () => {
    const calls = record({ frame: frameOf({}) });
    const { left, right, centre } = palettes['orange-blue'];
    expect(linesIn(calls, left)).toHaveLength(12);
    expect(linesIn(calls, right)).toHaveLength(12);
    expect(linesIn(calls, centre)).toHaveLength(11);
    expect(linesIn(calls, outline)).toHaveLength(35);
    for (const line of linesIn(calls, left)) {
      const under = linesIn(calls, outline).find(({ args }) => String(args) === String(line.args));
      expect(under?.lineWidth).toBeGreaterThan(line.lineWidth);
      expect(calls.indexOf(under as Call)).toBeLessThan(calls.indexOf(line));
    }
  });

  test.each(Object.entries(palettes))('%s has its own pair of colours', (colour, palette) => {
    const calls = record({
      frame: frameOf({}),
      options: { ...options, colour: colour as OverlayOptions['colour'] },
    });
    expect(linesIn(calls, palette.left)).toHaveLength(12);
    expect(linesIn(calls, palette.right)).toHaveLength(12);
  });

  test('draws hands, feet and face thinner than limbs', () => {
    const calls = record({ frame: frameOf({}) });
    const { left, centre } = palettes['orange-blue'];
    const widths = [...new Set(linesIn(calls, left).map(({ lineWidth }) => lineWidth))];
    const [fine = 0, limb = 0] = widths.toSorted((a, b) => a - b);
    expect(widths).toHaveLength(2);
    expect(fine).toBeLessThan(limb * 0.7);
    expect(Math.min(...linesIn(calls, centre).map(({ lineWidth }) => lineWidth))).toBeLessThan(
      fine,
    );
  });

  test('fades a limb from visibility 0.65 to 0.3', () => {
    const alphaAt = (visibility: number): number[] => {
      const calls = record({ frame: frameOf({ visibility: { leftWrist: visibility } }) });
      const [x, y] = pixelOf('leftWrist');
      return linesIn(calls, palettes['orange-blue'].left)
        .filter(({ args }) => Math.hypot(Number(args[0]) - x, Number(args[1]) - y) < 1)
        .map(({ globalAlpha }) => globalAlpha);
    };
    expect(new Set(alphaAt(0.65))).toEqual(new Set([1]));
    const [faded = 0] = alphaAt(0.475);
    expect(faded).toBeCloseTo(0.5, 6);
    expect(alphaAt(0.3)).toEqual([]);
  });

  test('draws the nearer arm over the farther one', () => {
    const frame = frameOf({});
    const bringForward = (side: string): PoseFrame => ({
      ...frame,
      people: frame.people.map((person) => ({
        ...person,
        landmarks: person.landmarks.map(([x, y, , ...rest], id): Landmark => {
          const isNear = landmarkNames[id]?.startsWith(side) ?? false;
          return [x, y, isNear ? -0.5 : 0, ...rest];
        }),
      })),
    });
    const isLeftLast = (calls: Call[]): boolean => {
      const { left, right } = palettes['orange-blue'];
      const last = (colour: string): number =>
        calls.findLastIndex(
          ({ method, strokeStyle }) => method === 'lineTo' && strokeStyle === colour,
        );
      return last(left) > last(right);
    };
    expect(isLeftLast(record({ frame: bringForward('left') }))).toBe(true);
    expect(isLeftLast(record({ frame: bringForward('right') }))).toBe(false);
  });

  test('scales lines with the person, within limits set by the picture', () => {
    const widest = (scale: number): number => {
      const { context, calls } = recordingContext();
      const big = { width: size.width * scale, height: size.height * scale };
      drawOverlay(context, { frame: frameOf({}), trail: [], marks: {}, size: big, options });
      return Math.max(
        ...linesIn(calls, palettes['orange-blue'].left).map((call) => call.lineWidth),
      );
    };
    expect(widest(3) / widest(1)).toBeCloseTo(3, 6);
    expect(widest(0.1)).toBeGreaterThanOrEqual(1.5);
  });

  test('draws a glow around the limbs, beneath the lines, only in style ghost', () => {
    const glowing = record({ frame: frameOf({}), options: { ...options, style: 'ghost' } });
    const { left } = palettes['orange-blue'];
    const lines = linesIn(glowing, left);
    const pale = lines.filter(({ globalAlpha }) => globalAlpha < 0.2);
    expect(pale.length).toBeGreaterThan(0);
    const firstLine = lines.findIndex(({ globalAlpha }) => globalAlpha === 1);
    expect(lines.findLastIndex(({ globalAlpha }) => globalAlpha < 0.2)).toBeLessThan(firstLine);
    const plain = linesIn(record({ frame: frameOf({}) }), left);
    expect(plain.every(({ globalAlpha }) => globalAlpha === 1)).toBe(true);
  });

  test('draws everyone in the frame, and nothing for an empty one', () => {
    const { left } = palettes['orange-blue'];
    expect(linesIn(record({ frame: frameOf({}, { id: 1, dx: 0.1 }) }), left)).toHaveLength(24);
    expect(linesIn(record({ frame: frameOf() }), left)).toHaveLength(0);
    const { context } = recordingContext();
    expect(drawOverlay(context, { frame: frameOf(), trail: [], marks: {}, size, options })).toEqual(
      [],
    );
  });
});

describe('angles', () => {
  const texts = (calls: readonly Call[]): string[] =>
    calls.filter(({ method }) => method === 'fillText').map(({ args }) => String(args[0]));

  test('are written at elbows, shoulders, hips and knees as measured in pixels', () => {
    const calls = record({ frame: frameOf({}), options: { ...options, showAngles: true } });
    expect(texts(calls)).toHaveLength(8);
    expect(texts(calls).slice(0, 2)).toEqual(['180°', '180°']);
    // Hip to shoulder is (0.04 · 360, −0.25 · 640) px, shoulder to elbow is (0.13 · 360, 0) px.
    const shoulder = 90 + (Math.atan2(0.04 * 360, 0.25 * 640) * 180) / Math.PI;
    expect(texts(calls).slice(2, 4)).toEqual(Array(2).fill(`${Math.round(shoulder)}°`));
  });

  test('are omitted unless requested, and where a joint is not visible', () => {
    expect(texts(record({ frame: frameOf({}) }))).toEqual([]);
    const hidden = frameOf({ visibility: { leftAnkle: 0.1 } });
    expect(
      texts(record({ frame: hidden, options: { ...options, showAngles: true } })),
    ).toHaveLength(7);
  });

  test.each([
    ['ankle', ['leftAnkle', 'rightAnkle']],
    ['elbow', ['leftElbow', 'rightElbow']],
  ] as const)('are written only at the %ss if only those are chosen', (joint, names) => {
    const chosen = { ...options, showAngles: true, angleJoints: [joint] };
    const calls = record({ frame: frameOf({}), options: chosen });
    const labels = calls.filter(({ method }) => method === 'fillText');
    expect(labels).toHaveLength(2);
    for (const [at, name] of names.entries()) {
      const [x, y] = pixelOf(name);
      const [, labelX, labelY] = labels[at]?.args ?? [];
      expect(Math.hypot(Number(labelX) - x, Number(labelY) - y)).toBeLessThan(40);
    }
  });

  test('are on the outer side of a straight leg', () => {
    const calls = record({ frame: frameOf({}), options: { ...options, showAngles: true } });
    const knees = calls.filter(({ method }) => method === 'fillText').slice(6);
    expect(Number(knees[0]?.args[1])).toBeGreaterThan(pixelOf('leftKnee')[0]);
    expect(Number(knees[1]?.args[1])).toBeLessThan(pixelOf('rightKnee')[0]);
  });
});

describe('trails', () => {
  const showTrails = { ...options, showTrails: true };
  const past = [0.3, 0.2, 0.1].map((dx) => frameOf({ dx }));
  const curves = (calls: readonly Call[]): Call[] =>
    calls.filter(({ method }) => method === 'quadraticCurveTo');

  test('follow both wrists and both ankles, with fewer strokes on older parts', () => {
    const calls = record({ frame: frameOf({}), trail: past, options: showTrails });
    const [x] = pixelOf('leftWrist');
    const through = (dx: number): number =>
      curves(calls).filter(({ args }) => Math.abs(Number(args[0]) - (x + dx * size.width)) < 1)
        .length;
    expect(through(0.3)).toBeGreaterThan(0);
    expect(through(0.1)).toBeGreaterThan(through(0.3));
    const { left, right } = palettes['orange-blue'];
    expect(new Set(curves(calls).map(({ strokeStyle }) => strokeStyle))).toEqual(
      new Set([left, right]),
    );
  });

  test('are beneath the skeleton', () => {
    const calls = record({ frame: frameOf({}), trail: past, options: showTrails });
    const lastCurve = calls.findLastIndex(({ method }) => method === 'quadraticCurveTo');
    expect(lastCurve).toBeLessThan(calls.findIndex(({ method }) => method === 'lineTo'));
  });

  test('are not drawn across a gap, for another person, or unless requested', () => {
    const broken = [frameOf({ dx: 0.3 }), frameOf()];
    expect(curves(record({ frame: frameOf({}), trail: broken, options: showTrails }))).toEqual([]);
    const others = past.map(({ people, ...frame }) => ({
      ...frame,
      people: people.map((person) => ({ ...person, id: 8 })),
    }));
    expect(curves(record({ frame: frameOf({}), trail: others, options: showTrails }))).toEqual([]);
    expect(curves(record({ frame: frameOf({}), trail: past }))).toEqual([]);
  });
});

describe('the count', () => {
  const countOf = (isCountSure: boolean): string[] => {
    const { context, calls } = recordingContext();
    const beat = { count: 5, counts: 8, phase: 0, isCountSure, corner: 'top-left' } as const;
    const asked = { ...options, showBeats: true };
    drawOverlay(context, { frame: frameOf(), trail: [], marks: { beat }, size, options: asked });
    return calls.filter(({ method }) => method === 'fillText').map(({ args }) => String(args[0]));
  };

  test('has a question mark if the "one" is uncertain', () => {
    expect(countOf(true)).toEqual(['5']);
    expect(countOf(false)).toEqual(['5', '?']);
  });
});

describe('quietCorner', () => {
  const at = (x: number, y: number): PoseFrame => ({
    ...frameOf({}),
    people: frameOf({}).people.map((person) => ({
      ...person,
      landmarks: person.landmarks.map((): Landmark => [x, y, 0, 1, 1]),
    })),
  });

  test('is the top left one unless somebody is there', () => {
    expect(quietCorner([], size)).toBe('top-left');
    expect(quietCorner([at(0.5, 0.5), at(0.9, 0.95)], size)).toBe('top-left');
    expect(quietCorner([at(0.05, 0.03)], size)).toBe('top-right');
    expect(quietCorner([at(0.05, 0.03), at(0.95, 0.03)], size)).toBe('bottom-left');
  });

  test('is the one covered in the fewest frames if all are visited', () => {
    const [left, right, top, bottom] = [0.05, 0.95, 0.03, 0.97];
    const visits = [
      [left, top],
      [left, top],
      [right, top],
      [left, bottom],
      [left, bottom],
    ] as const;
    const frames = [...visits, [right, bottom], [right, bottom]].map(([x = 0, y = 0]) => at(x, y));
    expect(quietCorner(frames, size)).toBe('top-right');
  });
});
