import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { metricIds, seriesIds } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { columnTable, metricTables, withReportTables } from './report-tables.ts';

test('docs/report.md is up to date; if not, run `pnpm docs:metrics`', () => {
  const markdown = readFileSync(resolve(import.meta.dirname, '../../docs/report.md'), 'utf8');
  expect(markdown).toBe(withReportTables(markdown));
});

test('the tables have every metric and every column, with five and two cells', () => {
  const rowsOf = (text: string): string[] => text.split('\n').filter((line) => /^\| `/.test(line));
  expect(rowsOf(metricTables())).toHaveLength(metricIds.length);
  expect(rowsOf(metricTables()).every((line) => line.split(' | ').length === 5)).toBe(true);
  expect(rowsOf(columnTable())).toHaveLength(seriesIds.length + 2);
  expect(rowsOf(columnTable()).every((line) => line.split(' | ').length === 2)).toBe(true);
});

test('a document without a place for the tables is an error', () => {
  expect(() => withReportTables('# The report\n')).toThrow(RangeError);
});
