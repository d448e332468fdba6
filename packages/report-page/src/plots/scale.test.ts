import { describe, expect, test } from '@jest/globals';
import { angleScale, clockMarks, scaleOver } from './scale.ts';

describe('scales', () => {
  test.each([
    [0, 2.9, 3, [0, 1, 2, 3]],
    [0, 0.4, 2, [0, 0.2, 0.4]],
    [0, 44, 2, [0, 30, 60]],
    [0, 0, 3, [0, 1]],
    [-30, -5, 3, [-30, -20, -10, 0]],
  ])('from %d to %d have round marks', (from, to, count, marks) => {
    const scale = scaleOver(from, to, count);
    expect(scale.marks).toHaveLength(marks.length);
    marks.forEach((mark, i) => {
      expect(scale.marks[i]).toBeCloseTo(mark, 9);
    });
    expect(scale.from).toBeLessThanOrEqual(from);
    expect(scale.to).toBeGreaterThanOrEqual(to);
  });

  test.each([
    [150, 178, [150, 165, 180]],
    [6, 179, [0, 60, 120, 180]],
    [180, 180, [165, 180]],
    [90, 90, [75, 90]],
  ])('of angles from %d to %d end at 180°', (from, to, marks) => {
    expect(angleScale(from, to).marks).toEqual(marks);
  });

  test.each([
    [2_000, [0, 500, 1_000, 1_500, 2_000]],
    [8_000, [0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000]],
    [60_000, [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]],
  ])('of %d ms have few round times', (durationMs, marks) => {
    expect(clockMarks(durationMs)).toEqual(marks);
    expect(clockMarks(900_000).length).toBeLessThanOrEqual(9);
    expect(clockMarks(10 * 3_600_000, 8)).toHaveLength(21);
  });
});
