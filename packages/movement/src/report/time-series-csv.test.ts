import type { Series, SeriesId } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { timeSeriesCsv } from './time-series-csv.ts';

const series = (id: SeriesId, values: (number | null)[]): Series => ({ id, values });

const written = (columns: Series[], fps = 30): string => [...timeSeriesCsv(columns, fps)].join('');

describe('timeSeriesCsv', () => {
  test('has a header with units, a row per frame, and empty cells for missing values', () => {
    const columns = [
      series('left-knee-angle-2d', [178.123456, null, 90]),
      series('body-speed', [null, 0, 1 / 3]),
      series('left-foot-contact', [1, 0, null]),
    ];
    expect(written(columns)).toBe(
      [
        'frame,time_s,left_knee_angle_2d_deg,body_speed_trunk_per_s,left_foot_contact',
        '0,0,178.1235,,1',
        '1,0.0333,,0,0',
        '2,0.0667,90,0.3333,',
        '',
      ].join('\r\n'),
    );
  });

  test('writes no number in a form that spreadsheets read as text', () => {
    expect(written([series('jerk', [1.5e-9, 123456789.25])])).toContain(
      '\r\n0,0,0\r\n1,0.0333,123456789.25\r\n',
    );
  });

  test('writes every row of a long clip', () => {
    const rows = written([series('mirror-symmetry', Array(1000).fill(0.5))]).split('\r\n');
    expect(rows).toHaveLength(1002);
    expect(rows[1000]).toBe('999,33.3,0.5');
  });

  test('has the errors of a series next to it, with the same unit', () => {
    const angles = { ...series('left-knee-angle-2d', [178, 90]), errors: [4.25, null] };
    expect(written([angles, series('body-speed', [1, 2])])).toBe(
      [
        'frame,time_s,left_knee_angle_2d_deg,left_knee_angle_2d_error_deg,body_speed_trunk_per_s',
        '0,0,178,4.25,1',
        '1,0.0333,90,,2',
        '',
      ].join('\r\n'),
    );
  });

  test('has only a header for no frames', () => {
    expect(written([series('heading', [])])).toBe('frame,time_s,heading_deg\r\n');
  });
});
