import { findMetric, type MetricId } from '@dance-pose/contracts';
import { type Choreography, type Move, plie } from '@dance-pose/synthetic-dancer';
import { beforeAll, expect, test } from '@jest/globals';
import { honestyProblems } from '../honesty/honesty-problems.ts';
import { type AnalysedDance, analyseDance } from './analyse-dance.ts';

const straight = { at: 0, change: { hips: { bounce: 0, drop: 0 } } };

/** Lifts a leg by 70° in a count, holds it for a count, and puts it down. */
const lift = (leg: 'leftLeg' | 'rightLeg', front: number): Move => ({
  name: 'leg',
  counts: 4,
  keys: [
    { at: 0, change: { ...straight.change, [leg]: { free: 0, raise: 0, front } } },
    ...[1, 2].map((at) => ({ at, change: { [leg]: { free: 1, raise: 70, front } } })),
    { at: 3, change: { [leg]: { free: 0, raise: 0, front } } },
  ],
});

const plies: Choreography = [
  { name: 'stand', counts: 1, keys: [straight] },
  plie({ bend: 60, position: 'first' }),
  plie({ bend: 90, position: 'first' }),
];
const toTheSide = lift('leftLeg', 0);
const toTheFront = lift('rightLeg', 90);

let front: AnalysedDance;
let aside: AnalysedDance;
beforeAll(async () => {
  // Two at a time: a model uses one processor.
  [front, aside] = await Promise.all([
    analyseDance({ choreography: [...plies, toTheSide, toTheFront], counts: 13 }),
    analyseDance({ choreography: plies, counts: 7, camera: { azimuth: 60 } }),
  ]);
}, 300_000);

const found = ({ measured }: AnalysedDance, id: MetricId) => {
  const metric = findMetric(measured.report.metrics, id);
  return { ...metric, value: metric?.value ?? Number.NaN, error: metric?.error ?? Number.NaN };
};

test('both pliés are counted, and the deepest is right to 10°, from the front and from 60°', () => {
  for (const dance of [front, aside]) {
    expect(honestyProblems(dance.measured)).toEqual([]);
    expect(found(dance, 'plies').value).toBe(2);
    const depth = found(dance, 'plie-depth');
    expect(Math.abs(depth.value - 90)).toBeLessThan(10);
    expect(Math.abs(depth.value - 90)).toBeLessThan(depth.error);
    expect(depth.error).toBeLessThan(15);
  }
});

test('from the front, a leg to the side is right to 6°, and one to the front is not told', () => {
  const { value, error } = found(front, 'left-leg-height');
  expect(Math.abs(value - 70)).toBeLessThan(6);
  expect(error).toBeLessThan(12);
  expect(Math.abs(found(front, 'left-leg-hold').value - 0.7)).toBeLessThan(0.2);
  const unseen = found(front, 'right-leg-height');
  expect(unseen.value).toBeNaN();
  expect(unseen.validity).toBe('not-from-this-view');
});
