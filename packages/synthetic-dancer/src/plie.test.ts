import { describe, expect, test } from '@jest/globals';
import { createDance } from './dance.ts';
import { type FootPosition, plie } from './plie.ts';
import { bendOf } from './testing/angles.ts';

const shapes = [{}, { height: 1.5, legs: 1.1, hips: 1.2 }, { legs: 0.92, trunk: 1.1 }];

describe.each<FootPosition>(['parallel', 'first', 'second'])('a plié in %s', (position) => {
  test.each([30, 60, 90])('bends both knees by %d° and straightens them again', (bend) => {
    for (const body of shapes) {
      const choreography = [plie({ bend, position, body, takes: 2 })];
      const dance = createDance({ choreography, counts: 4, bpm: 60, fps: 10, body });
      const [up, down, before] = [0, 20, 10].map((index) => dance.bodyAt(index));
      for (const leg of ['leftLeg', 'rightLeg'] as const) {
        expect(bendOf(down?.[leg])).toBeCloseTo(bend, 6);
        expect(bendOf(up?.[leg])).toBeLessThan(11);
        expect(bendOf(before?.[leg])).toBeLessThan(bend);
      }
    }
  });
});

test('a squat bends the knees as far, with the hips behind the feet', () => {
  const squat = plie({ bend: 95, position: 'parallel', back: 0.2, lean: 40 });
  const dance = createDance({ choreography: [squat], counts: 2, bpm: 60, fps: 10 });
  const { hips, leftLeg } = dance.bodyAt(10);
  expect(bendOf(leftLeg)).toBeCloseTo(95, 6);
  expect(hips.centre[2]).toBeCloseTo(-0.2, 9);
});

test('feet too far apart for the bend are refused', () => {
  const tooDeep = { bend: 176, position: 'second' } as const;
  expect(() => plie(tooDeep)).toThrow(/176° do not reach/);
});
