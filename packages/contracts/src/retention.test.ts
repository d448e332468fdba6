import { expect, test } from '@jest/globals';
import { expiryOf } from './retention.ts';

const finishedAt = '2026-01-01T00:00:00.000Z';
const retention = { uploadMs: 1000, resultMs: 2000, failedMs: 3000 };

test.each([
  ['completed', '2026-01-01T00:00:02.000Z'],
  ['failed', '2026-01-01T00:00:03.000Z'],
  ['cancelled', '2026-01-01T00:00:03.000Z'],
] as const)('a %s job expires after its own time', (state, expected) => {
  expect(expiryOf({ state, finishedAt }, retention)?.toISOString()).toBe(expected);
});

test('a job that has not ended, or never expires, has no expiry', () => {
  expect(expiryOf({ state: 'queued', finishedAt: null }, retention)).toBeNull();
  expect(expiryOf({ state: 'active', finishedAt }, retention)).toBeNull();
  expect(expiryOf({ state: 'completed', finishedAt }, { ...retention, resultMs: null })).toBeNull();
  expect(expiryOf({ state: 'failed', finishedAt }, { ...retention, failedMs: null })).toBeNull();
});
