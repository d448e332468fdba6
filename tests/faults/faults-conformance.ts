import { createTempFolder } from '@dance-pose/runtime';
import { expect, test } from '@jest/globals';
import { runFaults } from './fault-run.ts';
import { faultKinds, type PlanOptions } from './plan.ts';
import { toReport } from './report.ts';

/** All of a run but its length. */
export const common = {
  ...{ seed: 20_261_122, jobs: 12, workers: 2, maxAttempts: 7 },
  // Filling a disk needs a file system for this test only.
  kinds: faultKinds.filter((kind) => kind !== 'disk-full'),
};

export function testFaults(length: Omit<PlanOptions, keyof typeof common>): void {
  test('12 jobs end once and correctly through kills and outages, and nothing is left', async () => {
    await using folder = await createTempFolder('faults');
    const { path } = folder;
    const plan = { ...common, ...length };
    const result = await runFaults({ ...plan, folder: path, disk: path, store: 'disk' });
    process.stdout.write(`${toReport(result)}\n`);
    expect(result.problems).toEqual([]);
    expect(result.stories).toHaveLength(12);
  }, 240_000);
}
