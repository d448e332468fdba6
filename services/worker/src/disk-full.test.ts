import { expect, test } from '@jest/globals';
import { isDiskFull } from './disk-full.ts';

test('a full disk is known by code and by words, however deep', () => {
  const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
  expect(isDiskFull(new Error('outer', { cause: new Error('inner', { cause: full }) }))).toBe(true);
  expect(isDiskFull(new Error('ffmpeg: No space left on device'))).toBe(true);
  expect(isDiskFull(new Error('away'))).toBe(false);
  expect(isDiskFull('ENOSPC')).toBe(false);
});
