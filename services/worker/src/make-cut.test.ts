import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { defaultMediaLimits, type JobId, objectKeys } from '@dance-pose/contracts';
import type { CutMomentRequest } from '@dance-pose/pipeline';
import { createLogger, createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { createMemoryStore, type ObjectStore } from '@dance-pose/storage';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createCut } from './make-cut.ts';

const jobId = 'c'.repeat(32) as JobId;
const wanted = { jobId, moment: 2, requestId: 'request' };
const never = new AbortController().signal;
/** The report of the finished example that the pages bring along. */
const example = join(import.meta.dirname, '../../dashboard/public/sample/report.json');
const json = { contentType: 'application/json' };

let store: ObjectStore;
let folder: TempFolder;
beforeEach(async () => {
  folder = await createTempFolder('cut');
  store = createMemoryStore();
  await store.put(objectKeys.record(jobId), Buffer.from('{}'), json);
  await store.put(objectKeys.artifact(jobId, 'report.json'), await readFile(example), json);
  await store.put(objectKeys.artifact(jobId, 'annotated.mp4'), Buffer.from('a video'), {
    contentType: 'video/mp4',
  });
});
afterEach(async () => {
  expect(await readdir(folder.path)).toEqual([]);
  await folder[Symbol.asyncDispose]();
});

const makeWith = (cut: (request: CutMomentRequest) => Promise<void>) =>
  createCut({
    ...{ store, cut, limits: defaultMediaLimits, tempDir: folder.path, timeoutMs: 60_000 },
    log: createLogger('worker', 'silent'),
  })(wanted, never);

test('a moment is cut from the stored video, and stored', async () => {
  await makeWith(async ({ path, moment, outPath }) => {
    await writeFile(outPath, `moment ${moment} of ${await readFile(path, 'utf8')}`);
  });
  const stored = await store.get(objectKeys.momentClip(jobId, 2));
  expect(await text(stored)).toBe('moment 2 of a video');
});

test('of a job that is deleted meanwhile nothing stays', async () => {
  await makeWith(async ({ outPath }) => {
    await store.deletePrefix(objectKeys.jobPrefix(jobId));
    await writeFile(outPath, 'too late');
  });
  expect(await store.head(objectKeys.momentClip(jobId, 2))).toBeUndefined();
});

test('a cut that fails stores nothing', async () => {
  const failing = makeWith(async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await store.head(objectKeys.momentClip(jobId, 2))).toBeUndefined();
});
