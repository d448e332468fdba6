import { describe, expect, test } from '@jest/globals';
import {
  anchors,
  type Detection,
  intersectionOverUnion,
  mergeOverlapping,
  readDetections,
} from './detections.ts';

const detection = (score: number, left: number, top: number, side = 0.2): Detection => ({
  ...{ score, box: { left, top, width: side, height: side } },
  keyPoints: [0, 1, 2, 3].map((index) => [left + 0.1 * index, top]),
});

describe('the anchors', () => {
  // 28 × 28 and 14 × 14 cells with two anchors each, 7 × 7 with six.
  test('are 2254, row by row, at the centres of their cells', () => {
    expect(anchors).toHaveLength(2 * 2254);
    const at = (index: number): number[] => [...anchors.subarray(2 * index, 2 * index + 2)];
    expect(at(0)).toEqual([0.5 / 28, 0.5 / 28].map(Math.fround));
    expect(at(1)).toEqual(at(0));
    expect(at(2)).toEqual([1.5 / 28, 0.5 / 28].map(Math.fround));
    expect(at(2 * 28)).toEqual([0.5 / 28, 1.5 / 28].map(Math.fround));
    expect(at(1568)).toEqual([0.5 / 14, 0.5 / 14].map(Math.fround));
    expect(at(1960)).toEqual([0.5 / 7, 0.5 / 7].map(Math.fround));
    expect(at(1965)).toEqual(at(1960));
    expect(at(2253)).toEqual([6.5 / 7, 6.5 / 7].map(Math.fround));
  });
});

describe('readDetections', () => {
  const boxes = new Float32Array(2254 * 12);
  const scores = new Float32Array(2254).fill(-100);
  // Relative to the last anchor: 22.4 pixels to its left, 44.8 wide; key points 0, 11.2, 22.4 … below it.
  boxes.set([-22.4, 0, 44.8, 89.6, 0, 0, 0, -11.2, 0, 22.4, 0, 33.6], 2253 * 12);
  scores[2253] = Math.log(3); // logit of 0.75

  test('converts pixels relative to an anchor to fractions of the picture', () => {
    const [found, ...others] = readDetections(boxes, scores, 0.5);
    expect(others).toEqual([]);
    const centre = 6.5 / 7;
    expect(found?.score).toBeCloseTo(0.75, 6);
    expect(found?.box.left).toBeCloseTo(centre - 0.1 - 0.1, 6);
    expect(found?.box.top).toBeCloseTo(centre - 0.2, 6);
    expect(found?.box.width).toBeCloseTo(0.2, 6);
    expect(found?.box.height).toBeCloseTo(0.4, 6);
    expect(found?.keyPoints.map(([, y]) => y - centre)).toEqual(
      [0, -0.05, 0.1, 0.15].map((value) => expect.closeTo(value, 6)),
    );
  });

  test('accepts a score at the threshold and none below', () => {
    expect(readDetections(boxes, scores, 0.7499)).toHaveLength(1);
    expect(readDetections(boxes, scores, 0.7501)).toHaveLength(0);
  });
});

describe('mergeOverlapping', () => {
  test('averages what overlaps the best detection, weighted by score, and keeps the rest', () => {
    const [first, second, ...others] = mergeOverlapping([
      detection(0.6, 0.04, 0),
      detection(0.9, 0, 0),
      detection(0.7, 0.5, 0.5),
    ]);
    expect(others).toEqual([]);
    expect(first?.score).toBe(0.9);
    // (0 · 0.9 + 0.04 · 0.6) / 1.5
    expect(first?.box.left).toBeCloseTo(0.016, 9);
    expect(first?.box.width).toBeCloseTo(0.2, 9);
    expect(first?.keyPoints[1]?.[0]).toBeCloseTo(0.116, 9);
    expect(second?.box.left).toBeCloseTo(0.5, 9);
  });

  test('returns nothing for nothing, and stops at a box without area', () => {
    expect(mergeOverlapping([])).toEqual([]);
    expect(mergeOverlapping([detection(0.9, 0, 0, 0)])).toEqual([detection(0.9, 0, 0, 0)]);
  });
});

test.each([
  ['the same', detection(1, 0, 0), detection(1, 0, 0), 1],
  ['half beside it', detection(1, 0, 0), detection(1, 0.1, 0), 1 / 3],
  ['touching', detection(1, 0, 0), detection(1, 0.2, 0), 0],
  ['far away', detection(1, 0, 0), detection(1, 0.5, 0.5), 0],
])('the intersection over union of boxes: %s', (_what, a, b, expected) => {
  expect(intersectionOverUnion(a.box, b.box)).toBeCloseTo(expected, 9);
});
