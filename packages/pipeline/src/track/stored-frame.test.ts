import type { Landmark } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { toStoredFrame } from './stored-frame.ts';

describe('toStoredFrame', () => {
  const landmarks: Landmark[] = [
    [1 / 33, 1 / 3, -0.1, 0.99, 1],
    [-1e-9, 2 / 3, 5, 0, 1e-9],
  ];
  const frame = toStoredFrame(2, 2000 / 30, [{ landmarks, world: [[0.123456789, -1.5, 0]] }]);

  test('keeps 7 decimals, and times to the microsecond', () => {
    expect(frame).toEqual({
      index: 2,
      timeMs: 66.667,
      people: [
        {
          id: 0,
          landmarks: [
            [0.030303, 0.3333333, -0.1, 0.99, 1],
            [0, 0.6666667, 5, 0, 0],
          ],
          world: [[0.1234568, -1.5, 0]],
        },
      ],
    });
  });

  test('is unchanged after writing and reading', () => {
    expect(JSON.parse(JSON.stringify(frame))).toEqual(frame);
    const again = toStoredFrame(2, frame.timeMs, frame.people);
    expect(again).toEqual(frame);
  });
});
