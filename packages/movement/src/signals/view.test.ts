import { expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { camera, record, standing, turned } from '../testing/fixture-dancer.ts';
import { squareness, viewOf } from './view.ts';

test.each([
  [0, 1, { frontal: 1, side: 0 }],
  [30, Math.cos(Math.PI / 6), { frontal: 1, side: 0 }],
  [50, Math.cos((50 * Math.PI) / 180), { frontal: 0, side: 0 }],
  [75, Math.cos((75 * Math.PI) / 180), { frontal: 0, side: 1 }],
  [180, 1, { frontal: 1, side: 0 }],
])('a dancer turned by %d° has a squareness of %d', (degrees, square, view) => {
  const signal = squareness(
    cleanTrack(
      record(10, () => turned(standing, degrees)),
      camera,
    ),
  );
  expect(signal[5]).toBeCloseTo(square, 9);
  expect(viewOf(signal, { from: 0, to: 10 })).toEqual(view);
});
