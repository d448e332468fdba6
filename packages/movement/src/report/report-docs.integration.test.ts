import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { analysisOptionsSchema } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { camera, record, standing } from '../testing/fixture-dancer.ts';
import { buildReport } from './build-report.ts';
import { columnName } from './time-series-csv.ts';

const docs = await readFile(resolve(import.meta.dirname, '../../../../docs/report.md'), 'utf8');

const frames = record(120, () => standing);
const { report, series } = await buildReport(
  {
    clip: {
      source: { ...camera, frameCount: 120, durationMs: 4000 },
      ...{ engine: 'scripted', model: 'full', frames },
    },
    options: analysisOptionsSchema.parse({}),
    music: { heard: 'no-sound', reason: 'The clip has no sound.' },
  },
  async () => {},
);

const rowsBelow = (heading: string): string[] => {
  const [, section = ''] = docs.split(`## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return own.split('\n').filter((line) => line.startsWith('| `'));
};

// A row that is missing or out of date is to be copied from what the failure shows.
test('docs/report.md has every metric, and none that is not there', () => {
  const metrics = report.phrases[0]?.metrics ?? [];
  const rows = metrics.map(({ id, label, unit }) => `| \`${id}\` | ${label} | ${unit} |`);
  expect(rowsBelow('Metrics').sort()).toEqual(rows.sort());
});

test('docs/report.md has the columns of the CSV in their order', () => {
  expect(rowsBelow('Columns of `timeseries.csv`').slice(2)).toEqual(
    series.map((column) => `| \`${columnName(column)}\` | ${column.label} |`),
  );
});
