import {
  type Landmark,
  landmarkCount,
  type Person,
  type PoseFrame,
  type WorldLandmark,
} from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { smoothTrack } from './smooth-track.ts';

const fps = 30;

const personAt = (x: number, { id = 0, visibility = 1 } = {}): Person => ({
  id,
  landmarks: Array.from({ length: landmarkCount }, (): Landmark => [x, 0.5, 0, visibility, 1]),
  world: Array.from({ length: landmarkCount }, (): WorldLandmark => [x, 0, 0]),
});

const track = (length: number, people: (index: number) => Person[]): PoseFrame[] =>
  Array.from({ length }, (_, index) => ({
    index,
    timeMs: (index * 1000) / fps,
    people: people(index),
  }));

const nose = (frame: PoseFrame | undefined, id = 0): Landmark | undefined =>
  frame?.people.find((person) => person.id === id)?.landmarks[0];

const jitter = (i: number): number => 0.5 + 0.01 * (i % 2);

describe('smoothTrack', () => {
  test('removes jitter from image and world landmarks alike', () => {
    const frames = track(60, (i) => [personAt(jitter(i))]);
    const middle = smoothTrack(frames, { fps, smoothing: 'light' })[30]?.people[0];
    for (const id of [0, landmarkCount - 1]) {
      expect(middle?.landmarks[id]?.[0]).toBeCloseTo(0.505, 4);
      expect(middle?.world[id]?.[0]).toBeCloseTo(0.505, 4);
    }
  });

  test('strong is smoother than light', () => {
    const frames = track(90, (i) => [personAt(Math.sin((2 * Math.PI * 4 * i) / fps))]);
    const reach = (smoothing: 'light' | 'strong'): number =>
      Math.max(
        ...smoothTrack(frames, { fps, smoothing })
          .slice(30, 60)
          .map((frame) => Math.abs(nose(frame)?.[0] ?? 0)),
      );
    expect(reach('light')).toBeGreaterThan(0.7);
    expect(reach('strong')).toBeLessThan(0.5);
  });

  test('off copies the track, gaps and jitter included', () => {
    const frames = track(30, (i) => (i === 10 ? [] : [personAt(jitter(i))]));
    const copy = smoothTrack(frames, { fps, smoothing: 'off' });
    expect(copy).toEqual(frames);
    expect(copy[0]?.people[0]?.landmarks).not.toBe(frames[0]?.people[0]?.landmarks);
  });

  test('bridges a gap of a quarter of a second and fades the person in its middle', () => {
    const missing = (i: number): boolean => i >= 20 && i < 27;
    const frames = track(60, (i) => (missing(i) ? [] : [personAt(i / 100)]));
    const smooth = smoothTrack(frames, { fps, smoothing: 'light' });
    expect(smooth.every(({ people }) => people.length === 1)).toBe(true);
    expect(nose(smooth[23])?.[0]).toBeCloseTo(0.23, 9);
    const visibility = nose(smooth[23])?.[3] ?? 0;
    expect(visibility).toBeGreaterThan(0.3);
    expect(visibility).toBeLessThan(0.9);
    expect(nose(smooth[5])?.[3]).toBeGreaterThan(0.99);
  });

  test('leaves a longer gap open and does not smooth across it', () => {
    const missing = (i: number): boolean => i >= 20 && i < 28;
    const frames = track(60, (i) => (missing(i) ? [] : [personAt(i < 20 ? 0.2 : 0.8)]));
    const smooth = smoothTrack(frames, { fps, smoothing: 'strong' });
    expect(smooth.map(({ people }) => people.length)).toEqual(
      frames.map(({ people }) => people.length),
    );
    expect(nose(smooth[19])?.[0]).toBeCloseTo(0.2, 12);
    expect(nose(smooth[28])?.[0]).toBeCloseTo(0.8, 12);
  });

  test('never adds a person before their first or after their last frame', () => {
    const frames = track(30, (i) => (i >= 3 && i < 25 ? [personAt(0.5)] : []));
    const smooth = smoothTrack(frames, { fps, smoothing: 'light' });
    expect(smooth.map(({ people }) => people.length)).toEqual(
      frames.map(({ people }) => people.length),
    );
  });

  test('tells people apart by id, whatever their order', () => {
    const frames = track(40, (i) => {
      const both = [personAt(0.2 + 0.01 * (i % 2), { id: 4 }), personAt(0.8, { id: 9 })];
      return i % 3 === 0 ? both : both.reverse();
    });
    for (const frame of smoothTrack(frames, { fps, smoothing: 'strong' }).slice(15, 25)) {
      expect(nose(frame, 4)?.[0]).toBeCloseTo(0.205, 3);
      expect(nose(frame, 9)?.[0]).toBeCloseTo(0.8, 12);
    }
  });

  test('visibility changes slowly and stays between 0 and 1', () => {
    const frames = track(90, (i) => [personAt(0.5, { visibility: i < 45 ? 1 : 0 })]);
    const visibility = smoothTrack(frames, { fps, smoothing: 'light' }).map(
      (frame) => nose(frame)?.[3] ?? Number.NaN,
    );
    const steps = visibility.slice(1).map((value, i) => Math.abs(value - (visibility[i] ?? 0)));
    expect(Math.max(...steps)).toBeLessThan(0.25);
    expect(Math.min(...visibility)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...visibility)).toBeLessThanOrEqual(1);
  });

  test('leaves a 5 fps clip unchanged: its movements are as fast as its frames', () => {
    const frames = track(20, (i) => [personAt(jitter(i))]);
    const smooth = smoothTrack(frames, { fps: 5, smoothing: 'strong' });
    smooth.forEach((frame, i) => {
      expect(nose(frame)?.[0]).toBe(jitter(i));
    });
  });

  test('accepts no frames, one frame, and frames without people', () => {
    expect(smoothTrack([], { fps, smoothing: 'light' })).toEqual([]);
    const one = track(1, () => [personAt(0.4)]);
    expect(smoothTrack(one, { fps, smoothing: 'light' })).toEqual(one);
    const nobody = track(5, () => []);
    expect(smoothTrack(nobody, { fps, smoothing: 'light' })).toEqual(nobody);
  });

  test('does not modify its input', () => {
    const frames = track(30, (i) => (i === 7 ? [] : [personAt(jitter(i))]));
    const before = structuredClone(frames);
    smoothTrack(frames, { fps, smoothing: 'strong' });
    expect(frames).toEqual(before);
  });
});
