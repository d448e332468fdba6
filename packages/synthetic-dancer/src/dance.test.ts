import { type LandmarkName, landmarkId, landmarkNames } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { createDance, type Dance } from './dance.ts';
import { proportions } from './proportions.ts';
import type { TrueFrame } from './true-frame.ts';

const dance = createDance();
const frames = (of: Dance): TrueFrame[] =>
  Array.from({ length: of.frameCount }, (_, index) => of.frameAt(index));

const pixel = (frame: TrueFrame, name: LandmarkName): readonly number[] =>
  frame.pixels[landmarkId[name]] ?? [];
const metres = (frame: TrueFrame, name: LandmarkName): readonly number[] =>
  frame.world[landmarkId[name]] ?? [];

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, axis) => value - (b[axis] ?? Number.NaN)));

describe('createDance', () => {
  test('is deterministic to the last bit', () => {
    expect(JSON.stringify(frames(createDance()))).toBe(JSON.stringify(frames(dance)));
  });

  test('is as long as its counts', () => {
    expect(dance).toMatchObject({ frameCount: 240, durationMs: 8000, fps: 30, bpm: 120 });
    expect(dance.beatsMs).toEqual(Array.from({ length: 16 }, (_, beat) => beat * 500));
    const slow = createDance({ bpm: 100, counts: 5, fps: 25 });
    expect(slow).toMatchObject({ frameCount: 75, durationMs: 3000 });
    expect(slow.beatsMs).toEqual([0, 600, 1200, 1800, 2400]);
  });

  test('gives every frame its time and 33 landmarks, and rejects other indices', () => {
    const frame = dance.frameAt(239);
    expect(frame.timeMs).toBeCloseTo(239_000 / 30, 9);
    expect(frame.pixels).toHaveLength(landmarkNames.length);
    expect(frame.world).toHaveLength(landmarkNames.length);
    expect(frame.pixels.flat().every(Number.isFinite)).toBe(true);
    expect(() => dance.frameAt(240)).toThrow(RangeError);
    expect(() => dance.frameAt(-1)).toThrow(RangeError);
  });

  test.each([
    [720, 1280],
    [1280, 720],
    [360, 360],
  ])('keeps the whole dance within %d×%d, as large as possible', (width, height) => {
    const sized = createDance({ width, height });
    const pixels = frames(sized).flatMap(({ pixels }) => pixels);
    const outside = pixels.filter(([x, y]) => x < 0 || x > width || y < 0 || y > height);
    expect(outside).toEqual([]);
    expect(sized.figureHeight).toBeGreaterThan(height * 0.45);
  });

  test('bones keep their lengths', () => {
    const { thigh, shank, upperArm, forearm } = proportions;
    const danced = frames(dance);
    for (const side of ['left', 'right'] as const) {
      const bones = [
        [`${side}Hip`, `${side}Knee`, thigh],
        [`${side}Knee`, `${side}Ankle`, shank],
        [`${side}Shoulder`, `${side}Elbow`, upperArm],
        [`${side}Elbow`, `${side}Wrist`, forearm],
      ] as const;
      for (const [from, to, length] of bones) {
        const lengths = danced.map((f) => distance(metres(f, from), metres(f, to)));
        expect(Math.min(...lengths)).toBeCloseTo(length, 9);
        expect(Math.max(...lengths)).toBeCloseTo(length, 9);
      }
    }
  });

  test("moves smoothly: no joint exceeds a dancer's speed or jumps between frames", () => {
    const fast = frames(createDance({ fps: 240 }));
    const metre = dance.figureHeight / 1.7;
    const speeds = fast.slice(1).map((frame, i) => {
      const before = fast[i] as TrueFrame;
      const distances = frame.pixels.map((pixel, id) => distance(pixel, before.pixels[id] ?? []));
      return (Math.max(...distances) / metre) * 240;
    });
    expect(Math.max(...speeds)).toBeLessThan(9);
  });

  test('ends where it starts, so that it can be looped', () => {
    const twice = createDance({ counts: 32 });
    const [first, again] = [twice.frameAt(0), twice.frameAt(240)];
    const gaps = first.pixels.map((pixel, id) => distance(pixel, again.pixels[id] ?? []));
    expect(Math.max(...gaps)).toBeLessThan(1e-6);
  });

  test('is late or early relative to the clicks as requested', () => {
    for (const [lateMs, framesLate] of [
      [100, 3],
      [-200, -6],
    ] as const) {
      const shifted = createDance({ lateMs });
      expect(shifted.beatsMs).toEqual(dance.beatsMs);
      const [here, there] = [shifted.bodyAt(50), dance.bodyAt(50 - framesLate)];
      expect(distance(here.leftArm.wrist, there.leftArm.wrist)).toBeLessThan(1e-9);
    }
  });

  test('mirrored is the same dance with left and right swapped', () => {
    const mirrored = createDance({ mirrored: true });
    for (const index of [0, 40, 100, 181, 225]) {
      const [x = 0, y = 0] = pixel(dance.frameAt(index), 'leftWrist');
      const [mx, my] = pixel(mirrored.frameAt(index), 'rightWrist');
      expect(mx).toBeCloseTo(720 - x, 6);
      expect(my).toBeCloseTo(y, 6);
    }
  });
});

describe('the dance', () => {
  const count = (at: number): TrueFrame => dance.frameAt(Math.round(at * 15));
  const ankles = (frame: TrueFrame): number =>
    Math.max(pixel(frame, 'leftAnkle')[1] ?? 0, pixel(frame, 'rightAnkle')[1] ?? 0);

  test("left and right are the dancer's own, facing the camera", () => {
    const frame = count(4);
    expect(pixel(frame, 'leftShoulder')[0]).toBeGreaterThan(pixel(frame, 'rightShoulder')[0] ?? 0);
    expect(metres(frame, 'nose')[2]).toBeLessThan(0);
    expect(metres(frame, 'nose')[1]).toBeLessThan(0);
  });

  test('feet on the floor do not slide', () => {
    const standing = [count(5), count(5.4), count(6), count(6.5)];
    const pixels = standing.map((frame) => pixel(frame, 'leftFootIndex'));
    for (const pixel of pixels) expect(distance(pixel, pixels[0] ?? [])).toBeLessThan(1e-6);
  });

  test("turns as a whole, with the feet, to the dancer's left", () => {
    const quarter = {
      name: 'quarter',
      counts: 4,
      keys: [{ at: 2, change: { facing: { turn: 90 } } }],
    };
    const turning = createDance({ choreography: [quarter], counts: 4, fps: 30 });
    const [before, after] = [turning.frameAt(0), turning.frameAt(45)];
    for (const name of ['leftWrist', 'nose', 'leftFootIndex'] as const) {
      const [[x = 0, y = 0, z = 0], [turnedX, turnedY, turnedZ]] = [
        metres(before, name),
        metres(after, name),
      ];
      // The hips sink slightly deeper on the beat.
      expect(turnedY).toBeCloseTo(y, 1);
      expect(turnedX).toBeCloseTo(-z, 3);
      expect(turnedZ).toBeCloseTo(x, 3);
    }
  });

  test('jumps as high as gravity allows in the flight time', () => {
    const still = createDance({ choreography: [jumpOf(0.8)], counts: 2, fps: 200, bpm: 120 });
    const heights = frames(still).map((frame) => -(pixel(frame, 'leftHeel')[1] ?? 0));
    const floor = heights[0] ?? 0;
    const rise = (Math.max(...heights) - floor) / (still.figureHeight / 1.7);
    // g t² / 8 with 0.8 counts of half a second in the air; the pixels per metre are not measured exactly at the heel.
    expect(rise / ((9.81 * 0.4 ** 2) / 8)).toBeCloseTo(1, 1);
    const inAir = heights.filter((height) => height > floor + 1e-6).length / 200;
    expect(inAir).toBeCloseTo(0.4, 1);
  });

  test('kicks, sinks and rises on the beats', () => {
    expect(pixel(count(12), 'leftAnkle')[1]).toBeLessThan((ankles(count(12)) ?? 0) - 60);
    const hips = (at: number): number => pixel(count(at), 'leftHip')[1] ?? 0;
    expect(hips(10) - hips(11)).toBeGreaterThan(60);
    expect(pixel(count(8), 'leftWrist')[1]).toBeLessThan(pixel(count(8), 'nose')[1] ?? 0);
  });
});

test('a choreography with two postures of one part at once is rejected', () => {
  const [first, second] = [{ raise: 10 }, { raise: 80 }].map((leftArm) => ({
    name: 'lift',
    counts: 1,
    keys: [{ at: leftArm.raise === 10 ? 1 : 0, change: { leftArm } }],
  }));
  if (!first || !second) throw new Error('two moves are made above');
  expect(() => createDance({ choreography: [first, second], counts: 4 })).toThrow(/two postures/);
});

const jumpOf = (counts: number) => ({
  name: 'jump on the spot',
  counts: 2,
  keys: [{ at: 0, change: { hips: { bounce: 0 } } }],
  leaps: [{ at: 0.5, counts }],
});
