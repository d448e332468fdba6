import { expect, test } from '@jest/globals';
import { beatPhase } from './beat-phase.ts';

/** A beat of half a second that becomes slower, and a pause. */
const beats = [1000, 1500, 2000, 2700, 3400, 9000];

test.each([
  ['on a beat', 1500, 0],
  ['late', 1600, 0.2],
  ['early', 1400, -0.2],
  ['late in a slow beat', 2770, 0.1],
  ['before the first beat', 900, -0.2],
  ['before the beat in front of the first', 400, -0.2],
  ['after the last beat', 9050, 0.1],
  ['early after a pause', 8950, -0.1],
])('a movement %s', (_, time, phase) => {
  expect(beatPhase(time, beats, 500)).toBeCloseTo(phase, 9);
});
