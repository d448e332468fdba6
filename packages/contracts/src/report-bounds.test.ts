import { expect, test } from '@jest/globals';
import { timingVerdict } from './report-bounds.ts';

test.each([
  [39, 10, 'on-beat'],
  [-39, 60, 'on-beat'],
  [60, 20, 'behind'],
  [-60, 59, 'ahead'],
  [60, 61, 'near-beat'],
  [60, null, 'behind'],
  [-190, 20, 'between-beats'],
] as const)('%d ± %d ms is %s', (bias, error, verdict) => {
  expect(timingVerdict(bias, { error, periodMs: 500 })).toBe(verdict);
});
