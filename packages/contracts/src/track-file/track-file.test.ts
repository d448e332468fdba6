import { describe, expect, test } from '@jest/globals';
import { landmarkCount } from '../landmarks.ts';
import { readTrackFrames, readTrackHeader, trackByteRange } from './read-track.ts';
import { type TrackFrame, type TrackHeader, trackHeaderBytes } from './track-layout.ts';
import { trackFrameRecord, trackHeader } from './write-track.ts';

const header: TrackHeader = { width: 3840, height: 2160, fps: 30_000 / 1001, frameCount: 7 };
const ids = Array.from({ length: landmarkCount }, (_, id) => id);

/** Fractions of pixels, some outside of the picture. */
const frames = Array.from(
  { length: header.frameCount },
  (_, index): TrackFrame =>
    index === 3
      ? { landmarks: null, world: null, centre: null }
      : {
          landmarks: ids.map((id) => ({
            x: id * 171.37 - 1000 + index / 3,
            y: 3500 - id * 133.71,
            visibility: id / 32,
          })),
          world: ids.map((id) => ({ x: id / 17 - 1, y: 1 - id / 19, z: index / 7 - id / 40 })),
          centre: index % 2 === 0 ? { x: 1919.93, y: index * 300.21 } : null,
        },
);
const parts = [trackHeader(header), ...frames.map((frame) => trackFrameRecord(header, frame))];
const file = Uint8Array.from(parts.flatMap((part) => [...part]));

/** Largest difference of any value with this name. */
function error(read: readonly TrackFrame[], name: 'picture' | 'visibility' | 'world'): number {
  const values = (all: readonly TrackFrame[]): number[] =>
    all.flatMap(({ landmarks, world, centre }) => {
      if (name === 'world') return (world ?? []).flatMap(({ x, y, z }) => [x, y, z]);
      if (name === 'visibility') return (landmarks ?? []).map(({ visibility }) => visibility);
      return [...(landmarks ?? []), ...(centre ? [centre] : [])].flatMap(({ x, y }) => [x, y]);
    });
  const [wanted, got] = [values(frames), values(read)];
  expect(got).toHaveLength(wanted.length);
  return Math.max(...wanted.map((value, index) => Math.abs(value - (got[index] ?? Number.NaN))));
}

describe('track.bin', () => {
  test('returns what was written, exact to a tenth of a pixel at 4K and to a millimetre', () => {
    expect(readTrackHeader(file)).toEqual(header);
    const read = readTrackFrames(file, header, 0, header.frameCount);
    expect(error(read, 'picture')).toBeLessThan(0.1);
    expect(error(read, 'visibility')).toBeLessThan(0.002);
    expect(error(read, 'world')).toBeLessThan(0.001);
    expect(read[3]).toEqual({ landmarks: null, world: null, centre: null });
    expect(read.map(({ centre }) => centre === null)).toEqual(
      frames.map(({ centre }) => centre === null),
    );
  });

  test('takes about 370 bytes a frame', () => {
    expect((file.length - trackHeaderBytes) / header.frameCount).toBe(370);
  });

  test('is read in parts, also from the middle of other memory', () => {
    const whole = readTrackFrames(file, header, 0, header.frameCount);
    const { first, last } = trackByteRange(header, 2, 3);
    expect(readTrackFrames(file.subarray(first, last + 1), header, 2, 3)).toEqual(
      whole.slice(2, 5),
    );
    expect(readTrackFrames(file, header, 2, 3)).toEqual(whole.slice(2, 5));
    const tail = trackByteRange(header, 5, 100);
    expect(tail.last).toBe(file.length - 1);
    expect(readTrackFrames(file.slice(tail.first), header, 5, 100)).toEqual(whole.slice(5));
  });

  test('moves what is too far outside to the edge of what can be stored', () => {
    const far = ids.map(() => ({ x: 1e6, y: -1e6, visibility: 2 }));
    const world = ids.map(() => ({ x: 0, y: 0, z: 100 }));
    const record = trackFrameRecord(header, { landmarks: far, world, centre: null });
    const [read] = readTrackFrames(record, header, 0, 1);
    expect(read?.landmarks?.[0]).toEqual({ x: 1920 + 3840, y: 1080 - 3840, visibility: 1 });
    expect(read?.world?.[0]?.z).toBeCloseTo(32.767, 6);
  });

  test('needs all landmarks', () => {
    const frame: TrackFrame = { landmarks: [], world: [], centre: null };
    expect(() => trackFrameRecord(header, frame)).toThrow('33 landmarks, but this one has 0');
  });

  test.each([
    ['a short one', file.slice(0, 31), 'only 31 bytes'],
    ['another file', file.with(0, 0x89), 'does not start'],
    ['another version', file.with(4, 9), 'version 9 is unknown'],
    ['another length of a frame', file.with(6, 1), 'its frames have'],
    ['no width', file.with(8, 0).with(9, 0), '0 × 2160 pixels'],
    ['no rate', file.slice().fill(0, 24, 32), '0 frames a second'],
    ['an endless rate', file.with(31, 0x7f).with(30, 0xf0).fill(0, 24, 30), 'Infinity frames'],
  ])('refuses a damaged header: %s', (_name, bytes, why) => {
    expect(() => readTrackHeader(bytes)).toThrow(why);
  });

  test('refuses frames that were cut off', () => {
    expect(() => readTrackFrames(file.slice(0, -1), header, 0, 7)).toThrow('2621 of 2590 bytes');
  });
});
