import type { Landmark } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { type CleanTrack, cleanTrack } from '../cleaning/clean-track.ts';
import { pictureScale } from '../cleaning/picture-scale.ts';
import { camera, type Point3, record, standing, turned } from '../testing/fixture-dancer.ts';
import { angleSignalOf, angleSignals } from './angle-signals.ts';

const signalsIn = (track: CleanTrack) => angleSignals(track, pictureScale(track));

const signalsOf = (places: typeof standing) =>
  signalsIn(
    cleanTrack(
      record(10, () => places),
      camera,
    ),
  );

describe('angleSignals', () => {
  test('are 180 for straight limbs and 90 for a right angle', () => {
    const [x, y, z] = standing.leftHip;
    const kneeling = {
      ...standing,
      leftKnee: [x + 0.4, y, z] as Point3,
      leftAnkle: [x + 0.4, y + 0.4, z] as Point3,
    };
    const angles = signalsOf(kneeling);
    for (const where of ['inPicture', 'inSpace', 'inPlane'] as const) {
      expect(angleSignalOf(angles, 'knee', 'left')[where][5]).toBeCloseTo(90, 9);
      expect(angleSignalOf(angles, 'knee', 'right')[where][5]).toBeCloseTo(180, 9);
    }
  });

  test('in space do not depend on the camera, in the picture they do', () => {
    const [x, y, z] = standing.leftHip;
    const kneeling = { ...standing, leftKnee: [x + 0.3, y + 0.3, z] as Point3 };
    const [front, side] = [signalsOf(kneeling), signalsOf(turned(kneeling, 80))].map((angles) =>
      angleSignalOf(angles, 'knee', 'left'),
    );
    expect(side?.inSpace[5]).toBeCloseTo(front?.inSpace[5] ?? 0, 9);
    expect(Math.abs((side?.inPicture[5] ?? 0) - (front?.inPicture[5] ?? 0))).toBeGreaterThan(30);
    expect(front?.inPlane[5]).toBeCloseTo(front?.inPicture[5] ?? 0, 9);
    expect(side?.inPlane[5]).toBeNaN();
  });

  test.each([
    { width: 1920, height: 1080, trap: 60.64 },
    { width: 1080, height: 1920, trap: 29.36 },
  ])(
    'of a $width×$height picture are measured in pixels, not in normalised coordinates',
    ({ trap, ...size }) => {
      // The forearm rises by as many pixels as it goes sideways: 45° from the upper arm, which is level.
      const frames = record(10, () => standing);
      for (const { people } of frames) {
        const landmarks = people[0]?.landmarks as Landmark[];
        for (const [id, x, y] of [
          [11, 500, 600],
          [13, 700, 600],
          [15, 600, 500],
        ] as const) {
          landmarks[id] = [x / size.width, y / size.height, 0, 1, 1];
        }
        const [elbow, wrist] = [landmarks[13] as Landmark, landmarks[15] as Landmark];
        const inShares = Math.atan2(elbow[1] - wrist[1], elbow[0] - wrist[0]);
        expect((inShares * 180) / Math.PI).toBeCloseTo(trap, 2);
      }
      const angles = signalsIn(cleanTrack(frames, { ...size, fps: 30 }));
      expect(angleSignalOf(angles, 'elbow', 'left').inPicture[5]).toBeCloseTo(45, 9);
    },
  );
});
