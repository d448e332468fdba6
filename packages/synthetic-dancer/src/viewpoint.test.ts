import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { createDance, type Dance } from './dance.ts';
import { bendOf, raiseOf } from './testing/angles.ts';

const still = { hips: { bounce: 0, drop: 0 } };
const standing = [{ name: 'stand', counts: 4, keys: [{ at: 0, change: still }] }];
const short = { counts: 2, fps: 10, choreography: standing };

const metres = (dance: Dance, name: LandmarkName): readonly number[] =>
  dance.frameAt(0).world[landmarkId[name]] ?? [];
const lengthOf = (dance: Dance, from: LandmarkName, to: LandmarkName): number =>
  Math.hypot(...metres(dance, from).map((value, i) => value - (metres(dance, to)[i] ?? 0)));

describe('the camera', () => {
  /** Distance of the hips' middle from the lens, by trigonometry on the side view of the room. */
  const lens = ({ camera, bodyAt }: Dance) => {
    const [, y, z] = bodyAt(0).hips.centre;
    const [ahead, below] = [camera.distance - z, camera.eyeHeight - y];
    const [far, under] = [Math.hypot(ahead, below), Math.atan2(below, ahead)];
    const off = under - (camera.pitch * Math.PI) / 180;
    return { down: far * Math.sin(off), away: far * Math.cos(off) };
  };

  test.each([
    { pitch: 0, eyeHeight: 1.15, distance: 4.6 },
    { pitch: 20, eyeHeight: 2.4, distance: 3 },
    { pitch: -12, eyeHeight: 0.2, distance: 2.5, azimuth: 60, size: 0.5 },
  ])('sees the world landmarks where the pixels are, from %o', (camera) => {
    const dance = createDance({ counts: 2, fps: 10, camera });
    const { down, away } = lens(dance);
    const { focal, centreX, centreY } = dance.camera;
    const { pixels, world } = dance.frameAt(0);
    const [hipX] = dance.bodyAt(0).hips.centre;
    world.forEach(([x, y, z], id) => {
      const [u = 0, v = 0] = pixels[id] ?? [];
      expect(u).toBeCloseTo(centreX + (focal * (hipX + x)) / (away + z), 6);
      expect(v).toBeCloseTo(centreY + (focal * (down + y)) / (away + z), 6);
    });
  });

  test('looks down on a dancer: the head is nearer, the feet lower, and bones keep their lengths', () => {
    const [level, above] = [0, 20].map((pitch) => createDance({ ...short, camera: { pitch } }));
    if (level === undefined || above === undefined) throw new Error('two dances are made above');
    expect(metres(above, 'nose')[2]).toBeLessThan((metres(level, 'nose')[2] ?? 0) - 0.15);
    for (const to of ['leftKnee', 'leftAnkle', 'nose'] as const) {
      expect(lengthOf(above, 'leftHip', to)).toBeCloseTo(lengthOf(level, 'leftHip', to), 9);
    }
  });

  test("stands at the dancer's left at 90°, behind them at 180°", () => {
    const seen = (azimuth: number) => createDance({ ...short, camera: { azimuth } });
    expect(metres(seen(90), 'leftHip')[2]).toBeCloseTo(-0.095, 6);
    expect(metres(seen(90), 'leftFootIndex')[0]).toBeLessThan(-0.1);
    expect(metres(seen(180), 'nose')[2]).toBeGreaterThan(0.05);
    expect(metres(seen(180), 'leftHip')[0]).toBeLessThan(0);
  });

  test('makes the figure as small as asked', () => {
    const [large, small] = [1, 0.4].map((size) => createDance({ ...short, camera: { size } }));
    expect((small?.figureHeight ?? 0) / (large?.figureHeight ?? 1)).toBeCloseTo(0.4, 9);
  });
});

describe('the body', () => {
  test('has the height and the proportions asked for', () => {
    const body = { height: 1.5, legs: 1.1, arms: 0.9, trunk: 0.95, shoulders: 1.2, hips: 1.1 };
    const dance = createDance({ ...short, body });
    const plain = createDance(short);
    const metre = 1.5 / (1.7 + 0.1 * 0.82 - 0.05 * 0.5);
    const ratio = (from: LandmarkName, to: LandmarkName): number =>
      lengthOf(dance, from, to) / lengthOf(plain, from, to) / metre;
    expect(ratio('leftHip', 'leftKnee')).toBeCloseTo(1.1, 6);
    expect(ratio('rightElbow', 'rightWrist')).toBeCloseTo(0.9, 6);
    expect(ratio('leftShoulder', 'rightShoulder')).toBeCloseTo(1.2, 4);
    expect(ratio('leftHip', 'rightHip')).toBeCloseTo(1.1, 6);
    expect(ratio('nose', 'leftEar')).toBeCloseTo(1, 6);
  });

  test('that is small jumps as high in metres, so higher in the picture', () => {
    const keys = [{ at: 0, change: still }];
    const leap = { name: 'leap', counts: 2, keys, leaps: [{ at: 0.5, counts: 0.8 }] };
    const rise = (height: number): number => {
      const options = { choreography: [leap], counts: 2, bpm: 120, fps: 40, body: { height } };
      const { bodyAt } = createDance(options);
      return bodyAt(18).hips.centre[1] - bodyAt(8).hips.centre[1];
    };
    expect(rise(1.7)).toBeCloseTo((9.81 * 0.4 ** 2) / 8, 6);
    expect(rise(1.4) * 1.4).toBeCloseTo(rise(1.96) * 1.96, 6);
  });
});

describe('a leg in the air', () => {
  const held = (change: object, leaps: readonly { at: number; counts: number }[] = []): Dance =>
    createDance({
      ...{ counts: 2, fps: 10, bpm: 60 },
      choreography: [{ name: 'hold', counts: 2, keys: [{ at: 0.9, change }], leaps }],
    });

  test.each([
    { name: 'to the side', front: 0, axis: 0, towards: 1 },
    { name: 'to the front', front: 90, axis: 2, towards: 1 },
    { name: 'behind', front: 270, axis: 2, towards: -1 },
  ])('$name is as high as asked and straight', ({ front, axis, towards }) => {
    for (const raise of [30, 60, 90, 120]) {
      const leftLeg = { free: 1, raise, front, knee: 0 };
      const { leftLeg: leg } = held({ ...still, leftLeg }).bodyAt(10);
      expect(raiseOf(leg)).toBeCloseTo(raise, 6);
      expect(bendOf(leg)).toBeLessThan(0.01);
      expect(((leg.ankle[axis] ?? 0) - (leg.hip[axis] ?? 0)) * towards).toBeGreaterThan(0.3);
    }
  });

  test('bends with the shin below the thigh in front, and with the heel above it behind', () => {
    const bent = (front: number) =>
      held({ ...still, leftLeg: { free: 1, raise: 80, front, knee: 70 } }).bodyAt(10).leftLeg;
    expect(bendOf(bent(270))).toBeCloseTo(70, 6);
    const knees = [90, 270].map((front) => {
      const { hip, knee, ankle } = bent(front);
      return knee[1] - (hip[1] + ankle[1]) / 2;
    });
    expect(knees[0]).toBeGreaterThan(0.1);
    expect(knees[1]).toBeLessThan(-0.1);
  });

  test('and the other too, in a split leap at the height of its flight', () => {
    const legs = {
      leftLeg: { free: 1, raise: 80, front: 90 },
      rightLeg: { free: 1, raise: 75, front: 270 },
    };
    const leap = held({ ...still, ...legs }, [{ at: 0.5, counts: 0.8 }]).bodyAt(9);
    const standingHips = createDance(short).bodyAt(0).hips.centre[1];
    expect(leap.hips.centre[1] - standingHips).toBeCloseTo((9.81 * 0.8 ** 2) / 8, 1);
    expect(raiseOf(leap.leftLeg) + raiseOf(leap.rightLeg)).toBeCloseTo(155, 6);
  });
});
