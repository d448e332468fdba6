import { jobOptionsSchema } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { parseJobHash } from './job-hash.ts';

const { music: _, ...olderOptions } = jobOptionsSchema.parse({ model: 'lite' });
const optionsOf = (options: object) =>
  parseJobHash('waiting', '', ['data', JSON.stringify({ options })])?.job.options;

test('a job from before an option has its default', () => {
  expect(optionsOf(olderOptions)).toEqual({ ...olderOptions, music: {} });
});

test('options of a newer version stay as they are', () => {
  const newer = { ...olderOptions, music: {}, mood: 'gentle' };
  expect(optionsOf(newer)).toEqual(newer);
});

test('there is no job without data', () => {
  expect(parseJobHash('waiting', '', ['progress', '{}'])).toBeUndefined();
});
