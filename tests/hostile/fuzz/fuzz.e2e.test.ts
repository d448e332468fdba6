import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../../faults/random.ts';
import { describeDamagedFiles } from './fuzz-conformance.ts';
import { mutate } from './mutate.ts';

const numbers = Array.from({ length: 60 }, (_, number) => number);

describe('a mutation', () => {
  const seeds = [Buffer.alloc(3000, 'a'), Buffer.alloc(2000, 'b')];
  const made = (seed: number): Buffer => mutate(seeds, createRandom(seed));

  test('is the same for the same seed and does not change the valid file', () => {
    const all = numbers.map((seed) => made(seed));
    expect(numbers.map((seed) => made(seed))).toEqual(all);
    expect(new Set(all.map((bytes) => bytes.toString('latin1'))).size).toBeGreaterThan(50);
    expect(seeds[0]).toEqual(Buffer.alloc(3000, 'a'));
  });
});

describeDamagedFiles(24);
