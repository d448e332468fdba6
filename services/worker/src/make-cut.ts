import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type MediaLimits, objectKeys, readReport } from '@dance-pose/contracts';
import type { CutMomentRequest } from '@dance-pose/pipeline';
import type { MakeCut } from '@dance-pose/queue';
import { createTempFolder, type Logger } from '@dance-pose/runtime';
import type { ObjectStore } from '@dance-pose/storage';
import { workFolderLabel } from './stale-folders.ts';

export interface CutDeps {
  readonly store: ObjectStore;
  readonly cut: (request: CutMomentRequest) => Promise<void>;
  readonly limits: MediaLimits;
  /** An existing folder for one temporary folder a cut. */
  readonly tempDir: string;
  /** One try is given up after this. */
  readonly timeoutMs: number;
  readonly log: Logger;
}

/** Cuts moments of completed jobs: fetch, cut, store. The temporary folder is gone afterwards. */
export const createCut =
  ({ store, cut, limits, tempDir, timeoutMs, log: parent }: CutDeps): MakeCut =>
  async ({ jobId, moment, requestId }, stop) => {
    const log = parent.child({ jobId, moment, requestId });
    // Deleted since it was asked for.
    if ((await store.head(objectKeys.record(jobId))) === undefined) return;
    const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
    await using folder = await createTempFolder(workFolderLabel(process.pid), tempDir);
    const [path, outPath] = [join(folder.path, 'annotated.mp4'), join(folder.path, 'moment.mp4')];
    const stored = await store.get(objectKeys.artifact(jobId, 'report.json'), signal);
    const report = readReport(JSON.parse(await text(stored)));
    const video = await store.get(objectKeys.artifact(jobId, 'annotated.mp4'), signal);
    await pipeline(video, createWriteStream(path), { signal });
    await cut({ path, report, moment, outPath, limits, signal });
    const key = objectKeys.momentClip(jobId, moment);
    await store.put(key, createReadStream(outPath), { contentType: 'video/mp4', signal });
    // The job may have been deleted meanwhile: then the video must go, too.
    const isThere = (await store.head(objectKeys.record(jobId))) !== undefined;
    if (!isThere) await store.deletePrefix(objectKeys.moments(jobId));
    log.info({ isThere }, 'moment cut');
  };
