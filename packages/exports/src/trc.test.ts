import { landmarkId } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { personAt, pose, times, trackOf } from './fixture-dancer.ts';
import { trcFile } from './trc.ts';

const linesOf = (track: Parameters<typeof trcFile>[0]): string[][] =>
  [...trcFile(track)]
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

const still = trackOf(times(70, [personAt(pose())]));

describe('trcFile', () => {
  test('has the header that OpenSim reads', () => {
    const [first, keys, values, names, axes, blank] = linesOf(still);
    expect(first).toEqual(['PathFileType', '4', '(X/Y/Z)', 'markers.trc']);
    expect(keys?.join(' ')).toBe(
      'DataRate CameraRate NumFrames NumMarkers Units OrigDataRate OrigDataStartFrame OrigNumFrames',
    );
    expect(values).toEqual(['25', '25', '70', '33', 'm', '25', '1', '70']);
    expect(names?.slice(0, 6)).toEqual(['Frame#', 'Time', 'nose', '', '', 'left_eye_inner']);
    expect(names?.filter((name) => name !== '')).toHaveLength(35);
    expect(names).toContain('right_foot_index');
    expect(axes?.slice(0, 6)).toEqual(['', '', 'X1', 'Y1', 'Z1', 'X2']);
    expect(axes?.at(-1)).toBe('Z33');
    expect(blank).toEqual(['']);
  });

  test('has a row per frame with as many cells as the header names', () => {
    const rows = linesOf(still).slice(6);
    expect(rows).toHaveLength(70);
    for (const row of rows) expect(row).toHaveLength(2 + 33 * 3);
    expect(rows[0]?.slice(0, 2)).toEqual(['1', '0.000000']);
    expect(rows[69]?.slice(0, 2)).toEqual(['70', '2.760000']);
  });

  test("is in metres on OpenSim's axes: forward, up, to the dancer's right", () => {
    const cell = 2 + 3 * landmarkId.rightFootIndex;
    const row = linesOf(still)[10] ?? [];
    expect(row.slice(cell, cell + 3)).toEqual(['0.15000', '-0.85000', '0.10000']);
  });

  test('writes nan for unknown values anywhere in the row', () => {
    const hidden = { nose: 0.1, rightFootIndex: 0.1 };
    const gone = trackOf([...times(30, [personAt(pose(), hidden)]), ...times(30, [])]);
    const rows = linesOf(gone).slice(6);
    expect(rows[10]?.slice(2, 5)).toEqual(['nan', 'nan', 'nan']);
    expect(rows[10]?.slice(-3)).toEqual(['nan', 'nan', 'nan']);
    expect(rows[10]?.filter((cell) => cell === 'nan')).toHaveLength(6);
    expect(rows[50]?.filter((cell) => cell === 'nan')).toHaveLength(99);
  });

  test('keeps fractional frame rates', () => {
    const ntsc = { ...still, fps: 30000 / 1001 };
    expect(linesOf(ntsc)[2]?.slice(0, 2)).toEqual(['29.97003', '29.97003']);
    expect(linesOf(ntsc)[7]?.[1]).toBe('0.033367');
  });
});
