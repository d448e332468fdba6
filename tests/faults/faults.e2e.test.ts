import { createTempFolder } from '@dance-pose/runtime';
import { expect, test } from '@jest/globals';
import { runFaults } from './fault-run.ts';
import { faultKinds, makePlan } from './plan.ts';
import { toReport } from './report.ts';

const plan = {
  ...{ seed: 20_261_122, jobs: 12, workers: 2, maxAttempts: 7 },
  ...{ durationMs: 24_000, longestMs: 4000, everyMs: 2000 },
  // Filling a disk needs a file system for this test only.
  kinds: faultKinds.filter((kind) => kind !== 'disk-full'),
};

test('the same seed makes the same plan', () => {
  expect(makePlan(plan)).toEqual(makePlan(plan));
  expect(makePlan({ ...plan, seed: 2 })).not.toEqual(makePlan(plan));
});

test('12 jobs end once and correctly through kills and outages, and nothing is left', async () => {
  await using folder = await createTempFolder('faults');
  const { path } = folder;
  const result = await runFaults({ ...plan, folder: path, disk: path, store: 'disk' });
  process.stdout.write(`${toReport(result)}\n`);
  expect(result.problems).toEqual([]);
  expect(result.stories).toHaveLength(12);
}, 240_000);
