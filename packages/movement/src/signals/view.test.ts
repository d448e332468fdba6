import type { View } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { camera, record, standing, turned } from '../testing/fixture-dancer.ts';
import { headingOf } from './heading.ts';
import { squareness, viewOf } from './view.ts';

/** @param degreesAt turn to the dancer's left. */
function viewed(degreesAt: (seconds: number) => number): { square: number; view: View } {
  const track = cleanTrack(
    record(60, (seconds) => turned(standing, degreesAt(seconds))),
    camera,
  );
  const [square, heading] = [squareness(track), headingOf(track)];
  return { square: square[5] ?? 0, view: viewOf({ square, heading }, { from: 0, to: 60 }) };
}

const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);

test.each([
  [0, 1, { frontal: 1, side: 0, from: 'front' }],
  [30, cosine(30), { frontal: 1, side: 0, from: 'front' }],
  [50, cosine(50), { frontal: 0, side: 0, from: 'front-right' }],
  [-50, cosine(50), { frontal: 0, side: 0, from: 'front-left' }],
  [75, cosine(75), { frontal: 0, side: 1, from: 'right' }],
  [-90, 0, { frontal: 0, side: 1, from: 'left' }],
  [-130, cosine(50), { frontal: 0, side: 0, from: 'back-left' }],
  [180, 1, { frontal: 1, side: 0, from: 'back' }],
])('a dancer turned by %d° has a squareness of %d', (degrees, expected, view) => {
  const found = viewed(() => degrees);
  expect(found.square).toBeCloseTo(expected, 9);
  expect(found.view).toEqual(view);
});

test('a dancer who sways to both sides is seen from the front, one who turns from changing sides', () => {
  expect(viewed((t) => 60 * Math.sin(3 * Math.PI * t)).view.from).toBe('front');
  expect(viewed((t) => 180 * t).view.from).toBe('changing');
});

test('nobody is seen from no side', () => {
  const nothing = new Float64Array(60).fill(Number.NaN);
  const view = viewOf({ square: nothing, heading: nothing }, { from: 0, to: 60 });
  expect(view).toEqual({ frontal: 0, side: 0, from: null });
});
