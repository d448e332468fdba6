import { expect, test } from '@jest/globals';
import { type Calibration, formatCalibration, parseCalibration, terms } from './calibration.ts';
import { calibrationTable } from './calibration-table.ts';
import { errorKinds } from './metric-family.ts';

const bounds = Object.fromEntries(
  errorKinds.map((kind, k) => [kind, terms.map((_, i) => [-1 - i, k + i] as const)]),
) as unknown as Calibration['bounds'];

test('a calibration is the same after it was written and read', () => {
  const weights = terms.map((_, i) => i / 8);
  const family = { bias: -3.5, level: 1.25, least: 0.5, most: 20, weights, clip: 2, phrase: 3.75 };
  const calibration: Calibration = { bounds, families: { 'knee-range': family } };
  expect(parseCalibration(formatCalibration(calibration))).toEqual(calibration);
});

test('the table of the package is whole', () => {
  const { bounds: known, families } = parseCalibration(calibrationTable);
  expect(Object.keys(known)).toEqual([...errorKinds]);
  expect(Object.keys(families).length).toBeGreaterThan(50);
  for (const { weights, clip, phrase, bias } of Object.values(families)) {
    expect(weights).toHaveLength(terms.length);
    for (const number of [...weights, clip, phrase, bias]) expect(number).not.toBeNaN();
  }
});
