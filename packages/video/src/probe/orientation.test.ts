import { describe, expect, test } from '@jest/globals';
import { clockwiseDegrees, orientationOfMatrix, uprightFilters } from './orientation.ts';

describe('orientationOfMatrix', () => {
  test.each([
    ['upright', [1, 0, 0, 1], 0, []],
    ['mirrored', [-1, 0, 0, 1], 0, ['hflip']],
    ['half turn', [-1, 0, 0, -1], 180, ['hflip', 'vflip']],
    ['upside down', [1, 0, 0, -1], 180, ['vflip']],
    ['quarter turn clockwise', [0, 1, -1, 0], 90, ['transpose=clock']],
    ['quarter turn anticlockwise', [0, -1, 1, 0], 270, ['transpose=cclock']],
    ['transposed', [0, 1, 1, 0], 270, ['transpose=cclock_flip']],
    ['transposed the other way', [0, -1, -1, 0], 90, ['transpose=clock_flip']],
    ['a little askew', [0.99, 0.1, -0.1, 0.99], 0, []],
  ] as const)('%s', (_name, [a, b, c, d], degrees, filters) => {
    const orientation = orientationOfMatrix(a, b, c, d);
    expect(clockwiseDegrees(orientation)).toBe(degrees);
    expect(uprightFilters(orientation)).toEqual(filters);
  });
});
