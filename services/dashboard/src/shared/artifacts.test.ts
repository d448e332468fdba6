import { expect, test } from '@jest/globals';
import { parseTimeseries } from './artifacts.ts';

const text = ['time_s,angle_deg,energy', '0,170.5,0', '0.04,,-1.5e-3', '0.08,168,2'];

test.each([
  ['LF', '\n'],
  ['CR LF', '\r\n'],
])('every column has one value per frame, null for an empty cell (%s)', (_name, end) => {
  const timeseries = parseTimeseries(`${text.join(end)}${end}`);
  expect(timeseries.names).toEqual(['time_s', 'angle_deg', 'energy']);
  expect(timeseries.seconds).toEqual([0, 0.04, 0.08]);
  expect(timeseries.column('angle_deg')).toEqual([170.5, null, 168]);
  expect(timeseries.column('energy')).toEqual([0, -0.0015, 2]);
});

test('a column that is missing in the file is empty', () => {
  expect(parseTimeseries(text.join('\n')).column('other')).toEqual([null, null, null]);
});

test('a clip without frames has no values', () => {
  expect(parseTimeseries('time_s,angle_deg\n').seconds).toEqual([]);
});
