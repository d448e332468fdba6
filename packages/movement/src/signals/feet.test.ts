import { expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { camera, type Point3, record, type Stance, standing } from '../testing/fixture-dancer.ts';
import { lifted } from '../testing/fixture-legs.ts';
import { findFeet } from './feet.ts';

const feetOf = (stanceAt: (t: number) => Stance, change = (_: number) => 0) => {
  const frames = record(120, stanceAt).map((frame) => ({
    ...frame,
    people: frame.people.map((person) => ({
      ...person,
      landmarks: person.landmarks.map(([x, y, ...rest], id): (typeof person.landmarks)[number] => [
        x,
        y + change(id) / camera.height,
        ...rest,
      ]),
    })),
  }));
  return findFeet(cleanTrack(frames, camera));
};

const isRightFoot = (id: number): boolean => [28, 30, 32].includes(id);

test('a foot that stands further from the camera is on the floor, higher in the picture', () => {
  const { left, right } = feetOf(
    () => standing,
    (id) => (isRightFoot(id) ? -40 : 0),
  );
  expect([left.contact[60], right.contact[60]]).toEqual([1, 1]);
  expect(right.height[60]).toBeCloseTo(0, 6);
});

test('a foot that is in the air all the time has the floor of the other one', () => {
  const { left, right } = feetOf(() => lifted('right', 70, 90));
  expect([left.contact[60], right.contact[60]]).toEqual([1, 0]);
  expect(right.height[60]).toBeGreaterThan(0.8);
});

test('a heel on the floor is enough if the engine moves the toes', () => {
  const toes = (t: number): Point3 => {
    const [x, y, z] = standing.leftFootIndex;
    return [x, y - 0.12 * (1 - Math.cos(Math.PI * t)), z];
  };
  const { left } = feetOf((t) => ({ ...standing, leftFootIndex: toes(t) }));
  expect(left.contact.subarray(1, 119).every((value) => value === 1)).toBe(true);
});
