import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import {
  camera,
  changed,
  type Point3,
  record,
  type Stance,
  standing,
  turned,
} from '../testing/fixture-dancer.ts';
import { tiltSignals } from './tilt-signals.ts';

const tiltsOf = (places: Stance) => {
  const tilts = tiltSignals(
    cleanTrack(
      record(10, () => places),
      camera,
    ),
  );
  return Object.fromEntries(Object.entries(tilts).map(([name, signal]) => [name, signal[5]]));
};

const zero = expect.closeTo(0, 9);

/** The whole body tilted about the feet, to the right of the picture. */
const leaning = (degrees: number): Stance => {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return changed(standing, ([x, y, z]) => [x * cos - y * sin, x * sin + y * cos, z]);
};

describe('tiltSignals', () => {
  test('are 0 for a dancer who stands level and upright', () => {
    expect(tiltsOf(standing)).toEqual({ shoulders: zero, pelvis: zero, head: zero, trunk: zero });
  });

  test('measure a lean in degrees', () => {
    const left = expect.closeTo(-20, 9);
    // The left hand is on the right of the picture, so the left side is the lower one.
    const expected = { shoulders: left, pelvis: left, head: left, trunk: expect.closeTo(20, 9) };
    expect(tiltsOf(leaning(20))).toEqual(expected);
  });

  test('are signed by the dancer’s own sides, from the front and from behind', () => {
    const [x, y, z] = standing.leftShoulder;
    const raised = { ...standing, leftShoulder: [x, y - 0.1, z] as Point3 };
    const tilt = (Math.atan2(0.1, 0.36) * 180) / Math.PI;
    expect(tiltsOf(raised).shoulders).toBeCloseTo(tilt, 9);
    expect(tiltsOf(turned(raised, 180)).shoulders).toBeCloseTo(tilt, 9);
  });
});
