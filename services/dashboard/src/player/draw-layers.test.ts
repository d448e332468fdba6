import {
  landmarkCount,
  type Music,
  type OverlayOptions,
  type PoseFrame,
} from '@dance-pose/contracts';
import {
  beatMarks,
  drawOverlay,
  type OverlayContext,
  quietCorner,
  trailBefore,
} from '@dance-pose/overlay';
import { expect, test } from '@jest/globals';
import { parseTimeseries } from '../shared/artifacts.ts';
import { someJob } from '../testing/fake-service.ts';
import { centreMarks } from './centre-source.ts';
import { layerPainter } from './draw-layers.ts';
import type { Layer } from './layer.ts';

const size = { width: 400, height: 800 };
const frames = Array.from({ length: 20 }, (_, index): PoseFrame => {
  const landmarks = Array.from({ length: landmarkCount }, (_unused, id) => [
    ...[0.3 + id / 100 + index / 1000, 0.2 + id / 50, 0, 1, 1],
  ]);
  const world = landmarks.map(([x, y]) => [x, y, 0]);
  return { index, timeMs: 40 * index, people: [{ id: 0, landmarks, world }] } as PoseFrame;
});
const music = {
  ...{ heard: 'beat', bpm: 60, meter: 4, counts: 8, countConfidence: 'high' },
  beats: [{ timeMs: 0, count: 5, confidence: 1 }],
} as unknown as Music;
const centre = { x: 0.25, y: 0.5, floor: 0.9, base: [0.2, 0.4] as const };
const { overlay } = someJob().options;

/** Everything that is called on a context, with its numbers. */
function calls(draw: (context: OverlayContext) => unknown): string[] {
  const seen: string[] = [];
  const context = new Proxy({} as OverlayContext, {
    get:
      (_, name) =>
      (...values: unknown[]) =>
        seen.push(`${String(name)} ${values}`),
    set: () => true,
  });
  draw(context);
  return seen;
}

const painted = (shown: readonly Layer[], isMirrored = false): string[] => {
  const beatAt = beatMarks(music, quietCorner(frames, size));
  const source = { frames, fps: 25, size, beatAt, centreAt: () => centre };
  const paint = layerPainter(source, { shown: new Set(shown), options: overlay, isMirrored });
  return calls((context) => paint(context, 10));
};

test('all layers together are the drawing of the video', () => {
  const options: OverlayOptions = {
    ...{ ...overlay, showAngles: true, showTrails: true },
    ...{ showBeats: true, showCentreOfMass: true },
  };
  const [frame] = frames.slice(10);
  if (frame === undefined) throw new Error('no frame');
  const beat = { count: 5, counts: 8, phase: 0.42, isCountSure: true, corner: 'top-left' } as const;
  const marks = { beat, centreOfMass: centre };
  const trail = trailBefore(frames, 10);
  const ofVideo = calls((context) => drawOverlay(context, { frame, trail, marks, size, options }));
  expect(painted(['skeleton', 'angles', 'trails', 'centre', 'counts'])).toEqual(ofVideo);
});

test('each layer adds a part of it, and without any nothing is drawn', () => {
  const strokes = (...shown: Layer[]): number =>
    painted(shown).filter((call) => /^(stroke|fill)/.test(call)).length;
  expect(strokes()).toBe(0);
  for (const layer of ['skeleton', 'angles', 'trails', 'centre', 'counts'] as const) {
    expect(strokes(layer)).toBeGreaterThan(0);
  }
  expect(strokes('skeleton', 'trails')).toBe(strokes('skeleton') + strokes('trails'));
});

test('in a mirror everything is on the other side, and numbers stay readable', () => {
  const numbers = (name: string, isMirrored: boolean): string[][] =>
    painted(['skeleton', 'angles'], isMirrored)
      .filter((call) => call.startsWith(name))
      .map((call) => call.replace(`${name} `, '').split(','));
  const [texts, mirroredTexts] = [false, true].map((is) => numbers('fillText', is));
  expect(mirroredTexts?.map(([text]) => text)).toEqual(texts?.map(([text]) => text));
  const [lines = [], mirroredLines] = [false, true].map((is) => numbers('lineTo', is));
  expect(lines.length).toBeGreaterThan(20);
  lines.forEach(([x, y], at) => {
    const [otherX, otherY] = mirroredLines?.[at] ?? [];
    expect(Number(otherX)).toBeCloseTo(size.width - Number(x), 6);
    expect(otherY).toBe(y);
  });
});

test('the centre of mass stands over the floor between the feet', () => {
  const names =
    'time_s,centre_x_px,centre_y_px,base_from_px,base_to_px,base_width_trunk,left_foot_height_trunk,right_foot_height_trunk';
  const text = `${names}\n0,200,400,180,220,0.4,0.1,0\n0.04,,,,,,,\n`;
  const markAt = centreMarks(parseTimeseries(text), frames, size);
  // The trunk is 100 px long. Heels and toes are in the rows 0.2 + id / 50 of the picture: 31 is the left toe.
  const soles = [(0.2 + 31 / 50) * 800 + 10, (0.2 + 32 / 50) * 800];
  const floor = ((soles[0] ?? 0) + (soles[1] ?? 0)) / 2 / 800;
  expect(markAt(0)).toEqual({
    x: 0.5,
    y: 0.5,
    floor: expect.closeTo(floor, 9),
    base: [0.45, 0.55],
  });
  expect(markAt(1)).toBeUndefined();
});
