import { landmarkId, type Series } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { angleSignalOf } from '../signals/angle-signals.ts';
import { bodyMotion } from '../signals/body-motion.ts';
import { camera, record, standing, turned } from '../testing/fixture-dancer.ts';
import { expectedAngleError, withAngleErrors } from './angle-errors.ts';

const trackOf = (direction: number) =>
  cleanTrack(
    record(30, () => turned({ ...standing, leftKnee: [0.1, -0.45, -0.3] }, direction)),
    camera,
  );
const ids = [landmarkId.leftHip, landmarkId.leftKnee, landmarkId.leftAnkle];
const expected = (direction: number, view: '2d' | '3d'): number =>
  expectedAngleError(trackOf(direction), ids, view, 15);

test('an angle between foreshortened bones is less certain in the picture, but not in space', () => {
  expect(expected(0, '2d')).toBeGreaterThan(1.1 * expected(90, '2d'));
  expect(expected(0, '3d')).toBeCloseTo(expected(90, '3d'), 9);
});

test('an angle with a hidden landmark is less certain', () => {
  const track = trackOf(0);
  const visibility = track.visibility.map((signal, id) =>
    id === landmarkId.leftAnkle ? signal.map(() => 0.5) : signal,
  );
  const seen = expectedAngleError(track, ids, '2d', 15);
  const half = expectedAngleError({ ...track, visibility }, ids, '2d', 15);
  expect(half / seen).toBeCloseTo(1.5, 1);
});

test('every known angle has an error, and no other series', () => {
  const motion = bodyMotion(trackOf(20));
  const { inPicture } = angleSignalOf(motion.angles, 'knee', 'left');
  const values = Array.from(inPicture, (angle, i) => (i === 3 ? null : angle));
  const heading: Series = { id: 'heading', values: [1, 2] };
  const [knee, other] = withAngleErrors([{ id: 'left-knee-angle-2d', values }, heading], motion);
  expect(other).toBe(heading);
  expect(knee?.errors).toHaveLength(30);
  expect(knee?.errors?.[3]).toBeNull();
  expect(knee?.errors?.[4]).toBeGreaterThan(1);
  expect(knee?.errors?.[4]).toBeLessThan(180);
});
