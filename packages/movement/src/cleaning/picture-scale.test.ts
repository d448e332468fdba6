import type { Landmark, PoseFrame, WorldLandmark } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { camera, record, standing } from '../testing/fixture-dancer.ts';
import { cleanTrack } from './clean-track.ts';
import { pictureScale } from './picture-scale.ts';

const scaleOf = (frames: PoseFrame[]) => pictureScale(cleanTrack(frames, camera));
const atSecond = (signal: Float64Array, seconds: number) => signal[seconds * camera.fps];

const stood = record(300, () => standing);

/** The frames with every landmark changed. */
const withLandmarks = (
  change: (seconds: number, landmark: Landmark, world: WorldLandmark) => [Landmark, WorldLandmark],
): PoseFrame[] =>
  stood.map((frame) => ({
    ...frame,
    people: frame.people.map(({ id, landmarks, world }) => {
      const pairs = landmarks.map((landmark, i) =>
        change(frame.timeMs / 1000, landmark, world[i] ?? [0, 0, 0]),
      );
      return {
        id,
        landmarks: pairs.map(([landmark]) => landmark),
        world: pairs.map(([, metres]) => metres),
      };
    }),
  }));

test('is 200 pixels per metre for the camera of the fixture', () => {
  expect(atSecond(scaleOf(stood), 5)).toBeCloseTo(200, 6);
});

test('follows a dancer who comes closer, not before and not later', () => {
  // The camera is at the height of the chest: feet that come closer move down in the picture.
  const nearness = (t: number): number => 0.5 + 0.5 * Math.min(1, Math.max(0, (t - 4) / 2));
  const coming = withLandmarks((t, [x, y, ...rest], world) => [
    [0.5 + nearness(t) * (x - 0.5), 0.4 + nearness(t) * (y - 0.4), ...rest],
    world,
  ]);
  const scale = scaleOf(coming);
  for (const t of [1, 3.5, 5, 6.5, 9]) {
    expect(Math.abs((atSecond(scale, t) ?? 0) / (200 * nearness(t)) - 1)).toBeLessThan(0.08);
  }
});

test('does not change while the engine makes a crouching body too large', () => {
  const isCrouch = (t: number): boolean => t > 4 && t < 6;
  const crouching = withLandmarks((t, landmark, [x, y, z]) => {
    const size = isCrouch(t) ? 1.1 : 1;
    return [landmark, [size * x, size * y, size * z]];
  });
  for (const scale of scaleOf(crouching)) expect(Math.abs(scale / 200 - 1)).toBeLessThan(0.01);
});
