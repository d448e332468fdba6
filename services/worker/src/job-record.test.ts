import { type JobRecord, jobOptionsSchema, objectKeys } from '@dance-pose/contracts';
import { createMemoryStore } from '@dance-pose/storage';
import { expect, test } from '@jest/globals';
import { readJobRecord } from './job-record.ts';

const id = 'a'.repeat(32);
const record: JobRecord = {
  ...{ id, owner: 'anonymous', state: 'failed', attempts: 2 },
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: '2026-01-01T00:00:01.000Z',
  finishedAt: '2026-01-01T00:00:02.000Z',
  options: jobOptionsSchema.parse({}),
  source: { fileName: 'tango.mp4', sizeBytes: 5 },
  ...{ input: null, progress: null, result: null },
  error: { code: 'no-video', message: 'Only sound.', retryable: false },
};

test('the record of a job is read as it was kept; what is none of its own counts for nothing', async () => {
  await using store = createMemoryStore();
  const keep = (body: string) =>
    store.put(objectKeys.record(id), Buffer.from(body), { contentType: 'application/json' });
  expect(await readJobRecord(id, store)).toBeUndefined();
  await keep(JSON.stringify(record));
  expect(await readJobRecord(id, store)).toEqual(record);
  for (const wrong of ['{', '{}', JSON.stringify({ ...record, id: 'b'.repeat(32) })]) {
    await keep(wrong);
    expect(await readJobRecord(id, store)).toBeUndefined();
  }
});
