import { expect, test } from '@jest/globals';
import { common, testFaults } from './faults-conformance.ts';
import { makePlan } from './plan.ts';

/** Time for each kind of fault once. */
const length = { durationMs: 16_000, longestMs: 3000, everyMs: 1400 };

test('the same seed makes the same plan, with every kind of fault', () => {
  const plan = { ...common, ...length };
  expect(makePlan(plan)).toEqual(makePlan(plan));
  expect(makePlan({ ...plan, seed: 2 })).not.toEqual(makePlan(plan));
  expect(new Set(makePlan(plan).faults.map(({ kind }) => kind))).toEqual(new Set(common.kinds));
});

testFaults(length);
