import { describe, expect, test } from '@jest/globals';
import { randomNumbers } from '../series/random.ts';
import { findAccentGroups } from './accent-groups.ts';

/** Accents of beats with a random deviation of ±10 %. */
function accents(count: number, pattern: readonly number[], seed = 1): number[] {
  const random = randomNumbers(seed);
  return Array.from(
    { length: count },
    (_, i) => (pattern[i % pattern.length] ?? 1) * (0.9 + 0.2 * random()),
  );
}

describe('findAccentGroups', () => {
  test.each([0, 1, 3, 7])(
    'has high confidence in a clear accent on every eighth beat from %i on',
    (one) => {
      const pattern = Array.from({ length: 8 }, (_, i) => (i === one ? 2 : 1));
      expect(findAccentGroups(accents(40, pattern), 8)).toEqual({ first: one, confidence: 'high' });
    },
  );

  test.each([
    ['all alike', [1]],
    ['a backbeat', [1, 1.5]],
    ['a bar of four', [2, 1, 1.3, 1]],
  ])('has low confidence in %s', (_what, pattern) => {
    const found = Array.from({ length: 50 }, (_, seed) =>
      findAccentGroups(accents(48, pattern, seed + 1), 8),
    );
    expect(found.filter(({ confidence }) => confidence !== 'low').length).toBeLessThan(3);
  });

  test('guesses from two eights, with low confidence', () => {
    expect(findAccentGroups(accents(16, [2, 1, 1, 1, 1, 1, 1, 1]), 8)).toEqual({
      first: 0,
      confidence: 'low',
    });
    expect(findAccentGroups(accents(16, [1, 1, 2, 1, 1, 1, 1, 1]), 8)).toEqual({
      first: 2,
      confidence: 'low',
    });
  });

  test('finds groups of other lengths', () => {
    const pattern = [1, 1, 1, 1, 2, 1];
    expect(findAccentGroups(accents(36, pattern), 6)).toEqual({ first: 4, confidence: 'high' });
  });

  test('is not misled by music that grows louder', () => {
    const louder = accents(64, [1.6, 1, 1, 1, 1, 1, 1, 1]).map((value, i) => value * (1 + i / 16));
    expect(findAccentGroups(louder, 8).first).toBe(0);
  });

  test.each([[[]], [[1]], [[1, 1, 1, 1, 5, 1, 1]], [Array(20).fill(0)]])(
    'starts with the first beat if there is no evidence: %j',
    (given) => {
      expect(findAccentGroups(given, 8)).toEqual({ first: 0, confidence: 'low' });
    },
  );
});
