import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { descendantPidsOf } from '../../end-to-end/leftovers.ts';
import { createRandom } from '../../faults/random.ts';
import { fuzzLimits, runFuzz } from './fuzz-run.ts';
import { mutate } from './mutate.ts';

/** The short version of `pnpm fuzz`; see CONTRIBUTING.md. */
const numbers = Array.from({ length: 60 }, (_, number) => number);

const onLinux = existsSync('/proc/self/status') ? describe : describe.skip;
if (onLinux === describe.skip) process.stderr.write('skipped: damaged files, without /proc\n');

describe('a mutation', () => {
  const seeds = [Buffer.alloc(3000, 'a'), Buffer.alloc(2000, 'b')];
  const made = (seed: number): Buffer => mutate(seeds, createRandom(seed));

  test('is the same for the same seed, and leaves the valid file as it is', () => {
    const all = numbers.map((seed) => made(seed));
    expect(numbers.map((seed) => made(seed))).toEqual(all);
    expect(new Set(all.map((bytes) => bytes.toString('latin1'))).size).toBeGreaterThan(50);
    expect(seeds[0]).toEqual(Buffer.alloc(3000, 'a'));
  });
});

onLinux('damaged files', () => {
  test('are refused with a code or processed within limits, and leave nothing', async () => {
    await using folder = await createTempFolder('fuzz');
    const { outcomes, problems, peakBytes, framesAnalysed } = await runFuzz({
      ...{ seed: 2026, numbers, abreast: 2, folder: folder.path },
    });
    expect(problems).toEqual([]);
    expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(numbers.length);
    // A fuzzer whose files are all refused, or all good, would prove nothing.
    expect(outcomes.processed).toBeGreaterThan(5);
    expect(outcomes['unreadable-media']).toBeGreaterThan(5);
    expect(framesAnalysed).toBeGreaterThan(0);
    expect(peakBytes).toBeLessThanOrEqual(fuzzLimits.maxMemoryBytes);
    expect(await readdir(folder.path)).toEqual([]);
    expect(await descendantPidsOf(process.pid)).toEqual([]);
  }, 600_000);
});
