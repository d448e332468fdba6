import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { descendantPidsOf } from '../../end-to-end/leftovers.ts';
import { fuzzLimits, runFuzz } from './fuzz-run.ts';

const onLinux = existsSync('/proc/self/status') ? describe : describe.skip;
if (onLinux === describe.skip) process.stderr.write('skipped: damaged files, without /proc\n');

/** A short version of `pnpm fuzz`; see CONTRIBUTING.md. */
export function describeDamagedFiles(count: number): void {
  onLinux(`${count} damaged files`, () => damagedFileTests(count));
}

function damagedFileTests(count: number): void {
  const numbers = Array.from({ length: count }, (_, number) => number);

  test('are refused with a code or processed within limits, and leave nothing behind', async () => {
    await using folder = await createTempFolder('fuzz');
    const { outcomes, problems, peakBytes, framesAnalysed } = await runFuzz({
      ...{ seed: 2026, numbers, abreast: 2, folder: folder.path },
    });
    expect(problems).toEqual([]);
    expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(numbers.length);
    // A fuzzer whose files are all refused, or all accepted, would prove nothing.
    expect(outcomes.processed).toBeGreaterThan(count / 12);
    expect(outcomes['unreadable-media']).toBeGreaterThan(count / 12);
    expect(framesAnalysed).toBeGreaterThan(0);
    expect(peakBytes).toBeLessThanOrEqual(fuzzLimits.maxMemoryBytes);
    expect(await readdir(folder.path)).toEqual([]);
    expect(await descendantPidsOf(process.pid)).toEqual([]);
  }, 600_000);
}
