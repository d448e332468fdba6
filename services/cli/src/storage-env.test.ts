import { expect, test } from '@jest/globals';
import { readStorageEnv } from './storage-env.ts';

const days = 24 * 3600;

test('rules of S3 are a net under the janitor: they come after it, or never', () => {
  const kept = { UPLOAD_TTL_S: '1', RESULT_TTL_S: `${30 * days}`, FAILED_TTL_S: `${60.5 * days}` };
  expect(readStorageEnv(kept, []).rules.expiry).toEqual([
    { prefix: 'jobs/', days: 65 },
    { prefix: 'uploads/', days: 5 },
  ]);
  const forEver = { UPLOAD_TTL_S: '0', RESULT_TTL_S: '1', FAILED_TTL_S: '0' };
  expect(readStorageEnv(forEver, []).rules.expiry).toEqual([
    { prefix: 'jobs/', days: null },
    { prefix: 'uploads/', days: null },
  ]);
});

test('pages that may send files: those named, else those of the API, else all', () => {
  const env = { PUBLIC_URL: 'https://a.org/', CORS_ORIGINS: 'https://b.org, https://c.org' };
  expect(readStorageEnv(env, ['https://d.org']).rules.origins).toEqual(['https://d.org']);
  expect(readStorageEnv(env, []).rules.origins).toEqual([
    'https://a.org',
    'https://b.org',
    'https://c.org',
  ]);
  expect(readStorageEnv({}, []).rules.origins).toEqual(['*']);
});
