import { expect, test } from '@jest/globals';
import { readStorageEnv } from './storage-env.ts';

const days = 24 * 3600;

test('lifecycle rules of S3 are a fallback for the janitor: objects expire later than there, or never', () => {
  const kept = { UPLOAD_TTL_S: '1', RESULT_TTL_S: `${30 * days}`, FAILED_TTL_S: `${60.5 * days}` };
  expect(readStorageEnv(kept, []).rules.expiry).toEqual([
    { prefix: 'jobs/', days: 65 },
    { prefix: 'uploads/', days: 5 },
  ]);
  const unlimited = { UPLOAD_TTL_S: '0', RESULT_TTL_S: '1', FAILED_TTL_S: '0' };
  expect(readStorageEnv(unlimited, []).rules.expiry).toEqual([
    { prefix: 'jobs/', days: null },
    { prefix: 'uploads/', days: null },
  ]);
});

test('origins that may upload: the given ones, else those of the API, else all', () => {
  const env = { PUBLIC_URL: 'https://a.org/', CORS_ORIGINS: 'https://b.org, https://c.org' };
  expect(readStorageEnv(env, ['https://d.org']).rules.origins).toEqual(['https://d.org']);
  expect(readStorageEnv(env, []).rules.origins).toEqual([
    'https://a.org',
    'https://b.org',
    'https://c.org',
  ]);
  expect(readStorageEnv({}, []).rules.origins).toEqual(['*']);
});
