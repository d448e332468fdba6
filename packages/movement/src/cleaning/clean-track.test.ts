import {
  type Landmark,
  landmarkId,
  type PoseFrame,
  type WorldLandmark,
} from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { at } from '../series/landmark-paths.ts';
import { headingOf } from '../signals/heading.ts';
import {
  camera,
  changed,
  inMirror,
  moved,
  otherSide,
  type Point3,
  record,
  type Stance,
  standing,
  turned,
} from '../testing/fixture-dancer.ts';
import { type CleanTrack, cleanTrack } from './clean-track.ts';

const { leftKnee, rightKnee, leftWrist, nose } = landmarkId;

const clean = (frames: PoseFrame[]): CleanTrack => cleanTrack(frames, camera);
const x = (track: CleanTrack, id: number): Float64Array => at(track.pixels, id).x;

const largestGap = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);

/** Sways from side to side with a period of two seconds. */
const sway = (t: number): Stance => moved(standing, [0.2 * Math.sin(Math.PI * t), 0, 0]);
const swaying = record(90, sway);
const without = (frames: PoseFrame[], from: number, to: number): PoseFrame[] =>
  frames.map((frame, i) => (i >= from && i < to ? { ...frame, people: [] } : frame));

const edited = (
  frames: PoseFrame[],
  edit: (frame: PoseFrame, index: number) => void,
): PoseFrame[] => {
  const copy = structuredClone(frames);
  copy.forEach(edit);
  return copy;
};

describe('cleanTrack', () => {
  test('returns pixels, metres and the scale, and leaves a good track unchanged', () => {
    const track = clean(swaying);
    expect(track).toMatchObject({ frameCount: 90, ...camera });
    expect(track.scale.pixels).toBeCloseTo(100, 9);
    expect(track.scale.metres).toBeCloseTo(0.5, 9);
    expect(track.repairs).toEqual({
      frames: 90,
      framesWithoutDancer: 0,
      falsePeople: 0,
      otherPeople: 0,
      sideSwaps: 0,
      sideSwapFrames: 0,
      outliers: 0,
      impossibleBones: 0,
      bridged: 0,
      leftOpen: 0,
    });
    const expected = Float64Array.from(
      { length: 90 },
      (_, i) => 500 + 200 * 0.2 * Math.sin((Math.PI * i) / 30),
    );
    expect(largestGap(x(track, nose), expected)).toBeLessThan(0.05);
  });

  test('does not modify its input', () => {
    const before = structuredClone(swaying);
    clean(swaying);
    expect(swaying).toEqual(before);
  });

  test('bridges gaps of a quarter of a second and leaves longer ones open', () => {
    const whole = clean(swaying);
    const short = clean(without(swaying, 40, 47));
    expect(short.repairs).toMatchObject({ framesWithoutDancer: 7, bridged: 7 * 33, leftOpen: 0 });
    expect(largestGap(x(short, nose), x(whole, nose))).toBeLessThan(4);
    const long = clean(without(swaying, 40, 48));
    expect(long.repairs).toMatchObject({ framesWithoutDancer: 8, bridged: 0, leftOpen: 8 * 33 });
    expect(Array.from(x(long, nose).subarray(39, 49), Number.isNaN)).toEqual([
      false,
      ...Array(8).fill(true),
      false,
    ]);
  });

  test('treats a landmark with low visibility as missing', () => {
    const frames = record(60, sway, (name, frame) =>
      name === 'leftWrist' && frame >= 30 ? 0.3 : 1,
    );
    const track = clean(frames);
    expect(x(track, leftWrist).findIndex(Number.isNaN)).toBe(30);
    expect(x(track, leftKnee).some(Number.isNaN)).toBe(false);
    expect(track.visibility[leftWrist]?.[45]).toBeCloseTo(0.3, 9);
  });

  test('rejects a jump of a landmark and bridges it', () => {
    const frames = edited(swaying, ({ people }, i) => {
      const wrist = people[0]?.landmarks[leftWrist];
      if (wrist && i === 50) wrist[0] += 0.2;
    });
    const track = clean(frames);
    expect(track.repairs).toMatchObject({ outliers: 1, bridged: 1 });
    expect(largestGap(x(track, leftWrist), x(clean(swaying), leftWrist))).toBeLessThan(1);
  });

  test('does not reject a fast kick as an outlier', () => {
    const kick = (t: number): Stance => {
      const out = 0.6 * Math.exp(-(((t - 1.5) / 0.09) ** 2));
      const [kx, ky, kz] = standing.leftAnkle;
      return { ...standing, leftAnkle: [kx + out, ky - 0.3 * out, kz] };
    };
    expect(clean(record(90, kick)).repairs).toMatchObject({ outliers: 0 });
  });

  test('rejects the far end of a bone with an impossible length', () => {
    const frames = edited(swaying, ({ people }, i) => {
      const wrist = people[0]?.world[leftWrist];
      // Moves out and back slowly enough not to be an outlier.
      if (wrist) wrist[2] += 0.4 * Math.exp(-(((i - 45) / 8) ** 2));
    });
    const { repairs } = clean(frames);
    expect(repairs.outliers).toBe(0);
    expect(repairs.impossibleBones).toBeGreaterThan(5);
  });

  test('smooths without delay', () => {
    const frames = edited(swaying, ({ people }, i) => {
      for (const landmark of people[0]?.landmarks ?? []) landmark[0] += (i % 2 ? 1 : -1) * 0.002;
    });
    const smooth = x(clean(frames), nose).subarray(10, 80);
    expect(largestGap(smooth, x(clean(swaying), nose).subarray(10, 80))).toBeLessThan(0.1);
  });
});

describe('side swaps', () => {
  const legs = (['leftKnee', 'leftAnkle', 'leftHeel', 'leftFootIndex'] as const).map(
    (name) => [landmarkId[name], landmarkId[otherSide(name)]] as const,
  );
  const swapped = (from: number, to: number): PoseFrame[] =>
    edited(swaying, ({ people: [person] }, i) => {
      if (!person || i < from || i >= to) return;
      for (const list of [person.landmarks, person.world] as unknown[][]) {
        for (const [left, right] of legs) [list[left], list[right]] = [list[right], list[left]];
      }
    });

  test('are repaired and counted if they end after a while', () => {
    const track = clean(swapped(40, 52));
    expect(track.repairs).toMatchObject({ sideSwaps: 1, sideSwapFrames: 12, outliers: 0 });
    const whole = clean(swaying);
    for (const id of [leftKnee, rightKnee]) {
      expect(largestGap(x(track, id), x(whole, id))).toBeLessThan(1e-9);
      expect(largestGap(at(track.world, id).x, at(whole.world, id).x)).toBeLessThan(1e-9);
    }
  });

  test('are left alone if they are permanent, because the dancer may have turned', () => {
    expect(clean(swapped(40, 90)).repairs.sideSwaps).toBe(0);
  });

  test('of two frames in the middle of a turn do not break the turn', () => {
    const turning = record(90, (t) => turned(standing, 180 * t));
    const confused = inMirror(turning);
    const broken = turning.map((frame, i) => {
      if (i !== 30 && i !== 31) return frame;
      // Takes only the names of the mirrored picture; the positions stay those of the dancer.
      const [person] = confused[i]?.people ?? [];
      const people = frame.people.map((own) => ({
        ...own,
        landmarks: person?.landmarks.map(([x, ...rest]) => [1 - x, ...rest]) as Landmark[],
        world: person?.world.map(([x, y, z]) => [-x, y, z]) as WorldLandmark[],
      }));
      return { ...frame, people };
    });
    const track = clean(broken);
    expect(track.repairs.sideSwapFrames).toBe(2);
    const whole = headingOf(clean(turning));
    expect(largestGap(headingOf(track), whole)).toBeLessThan(1e-6);
  });

  test('are not found where legs cross', () => {
    const crossing = record(60, (t) => {
      const half = 0.15 * Math.cos(2 * Math.PI * t);
      const [, y, z] = standing.leftAnkle;
      return { ...standing, leftAnkle: [half, y, z], rightAnkle: [-half, y, z] };
    });
    expect(clean(crossing).repairs.sideSwaps).toBe(0);
  });
});

describe('the dancer', () => {
  const guest = (frames: PoseFrame[], person: PoseFrame): PoseFrame[] =>
    frames.map((frame, i) => {
      const people = person.people.map((other) => ({ ...other, id: 7 }));
      return i >= 10 && i < 40 ? { ...frame, people: [...people, ...frame.people] } : frame;
    });

  test('is the person who is longest and largest in the picture', () => {
    const [other] = record(1, () => moved(standing, [1, 0, 0]));
    const track = clean(guest(swaying, other as PoseFrame));
    expect(track.repairs).toMatchObject({ otherPeople: 30, falsePeople: 0 });
    expect(Math.max(...x(track, nose))).toBeLessThan(550);
  });

  test('is not a false detection with low visibility', () => {
    const [chair] = record(
      1,
      () => standing,
      () => 0.2,
    );
    expect(clean(guest(swaying, chair as PoseFrame)).repairs.falsePeople).toBe(30);
    const chairs = Array.from({ length: 30 }, () => chair as PoseFrame);
    expect(clean(chairs).repairs).toMatchObject({ framesWithoutDancer: 30, falsePeople: 30 });
  });

  test('is not a thing that the engine takes for them before they come', () => {
    const size = (share: number) => (person: PoseFrame['people'][number]) => ({
      ...person,
      landmarks: person.landmarks.map(
        ([x, y, ...rest]) => [0.1 + share * x, 0.6 + share * y, ...rest] as Landmark,
      ),
    });
    const before = (share: number, until: number) =>
      swaying.map((frame, i) =>
        i < until ? { ...frame, people: frame.people.map(size(share)) } : frame,
      );
    const found = clean(before(0.15, 40)).repairs;
    expect(found).toMatchObject({ framesWithoutDancer: 40, falsePeople: 40, otherPeople: 0 });
    // Half as large: the dancer, further away, or close to the camera for a moment.
    expect(clean(before(0.45, 40)).repairs.framesWithoutDancer).toBe(0);
    expect(clean(before(0.15, swaying.length)).repairs.framesWithoutDancer).toBe(0);
  });

  test('is not a flicker, unless the clip is as short', () => {
    const flicker = without(without(swaying, 0, 20), 30, 90);
    expect(clean(flicker).repairs).toMatchObject({ framesWithoutDancer: 90, falsePeople: 10 });
    expect(clean(swaying.slice(0, 10)).repairs.framesWithoutDancer).toBe(0);
    expect(clean(swaying.slice(0, 1)).repairs.framesWithoutDancer).toBe(0);
  });

  test('may be in a handstand, but is not an upside-down shape with medium visibility', () => {
    const onHands = (visibility: number): PoseFrame[] => {
      const upsideDown = changed(standing, ([x, y, z]): Point3 => [-x, -1.7 - y, z]);
      return record(
        90,
        () => upsideDown,
        () => visibility,
      );
    };
    expect(clean(onHands(0.9)).repairs.framesWithoutDancer).toBe(0);
    expect(clean(onHands(0.7)).repairs).toMatchObject({ framesWithoutDancer: 90, falsePeople: 90 });
  });

  test('may be missing from every frame, or from a clip without frames', () => {
    const empty = clean(without(swaying, 0, 90));
    expect(empty.repairs).toMatchObject({ framesWithoutDancer: 90, leftOpen: 90 * 33 });
    expect(empty.scale.pixels).toBeNaN();
    expect(clean([]).frameCount).toBe(0);
  });
});
