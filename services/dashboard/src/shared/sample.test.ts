import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobDocumentSchema, upgradeReport } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { sampleId } from './sample-id.ts';

const folder = join(import.meta.dirname, '../../public/sample');
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

test('the sample that the pages bring along is a completed job with all its files', () => {
  const job = jobDocumentSchema.parse(read('job.json'));
  expect(job).toMatchObject({ id: sampleId, state: 'completed', expiresAt: null });
  const names = job.result?.artifacts.map(({ name }) => name) ?? [];
  expect(names).toContain('annotated.mp4');
  const files = [...names, 'input.mp4'];
  expect(files.filter((name) => !existsSync(join(folder, name)))).toEqual([]);
});

test('the report of the sample has moments to show', () => {
  const report = upgradeReport(read('report.json')) as { readonly moments: readonly unknown[] };
  expect(report.moments.length).toBeGreaterThan(3);
});
