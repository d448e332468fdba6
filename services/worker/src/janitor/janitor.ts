import { objectKeys } from '@dance-pose/contracts';
import type { WorkerMetrics } from '@dance-pose/telemetry';
import { removeStaleFolders } from '../stale-folders.ts';
import { type Folder, type ScanOptions, scanFolders } from './scan-folders.ts';
import { type Deed, type TidyDeps, tidyFolder } from './tidy-folder.ts';

export interface JanitorDeps extends TidyDeps, Pick<ScanOptions, 'store' | 'ledger'> {
  readonly tempDir: string;
  readonly metrics: Pick<WorkerMetrics, 'janitorRan'>;
  /** Bounds of one run; the next one goes on. */
  readonly maxObjects?: number;
  readonly maxExpired?: number;
}

/** Longer than a client may take from announcing an upload to making a job of it, and than any put. */
export const safeAgeMs = 2 * 24 * 3600_000;

const batchSize = 100;

type Counts = Partial<Record<Exclude<Deed, 'nothing'> | Chore, number>>;
type Chore = 'expired' | 'uploads' | 'unfinished' | 'folders';

/**
 * Removes what is too old and what belongs to nothing, and restores what the queue has lost. Doing it twice, or
 * on two workers at once, does no harm; what fails is done by a later run.
 * @throws AggregateError when one chore or more failed; the others are done.
 */
export async function tidyUp(deps: JanitorDeps, signal: AbortSignal): Promise<void> {
  const startedMs = performance.now();
  const counts: Counts = {};
  const failures: unknown[] = [];
  for (const chore of [removeFolders, removeUnfinished, removeUploads, tidyJobs, expireJobs]) {
    signal.throwIfAborted();
    await chore(deps, counts, signal).catch((error: unknown) => failures.push(error));
  }
  signal.throwIfAborted();
  deps.metrics.janitorRan(counts, failures.length);
  const did = Object.values(counts).some((count) => count > 0);
  const ms = Math.round(performance.now() - startedMs);
  deps.log[did ? 'info' : 'debug'](
    { ...counts, failures: failures.length, ms },
    'janitor run ended',
  );
  if (failures.length > 0)
    throw new AggregateError(failures, 'The janitor could not complete its run');
}

async function removeFolders({ tempDir }: JanitorDeps, counts: Counts): Promise<void> {
  counts.folders = (await removeStaleFolders(tempDir, 'working')).length;
}

async function removeUnfinished({ store, safeAgeMs }: JanitorDeps, counts: Counts): Promise<void> {
  const before = new Date(Date.now() - safeAgeMs);
  counts.unfinished = 0;
  for (const prefix of [objectKeys.uploads, objectKeys.jobs]) {
    counts.unfinished += await store.removeAbandoned(prefix, before);
  }
}

/** Of uploads that no job was made of. */
async function removeUploads(
  deps: JanitorDeps,
  counts: Counts,
  signal: AbortSignal,
): Promise<void> {
  const { retention, safeAgeMs, store } = deps;
  if (retention.uploadMs === null) return;
  const before = Date.now() - Math.max(retention.uploadMs, safeAgeMs);
  counts.uploads = 0;
  for await (const { id, objects } of scanFolders(objectKeys.uploads, withBounds(deps))) {
    signal.throwIfAborted();
    if (objects.some(({ modifiedAt }) => modifiedAt.getTime() > before)) continue;
    await store.deletePrefix(objectKeys.upload(id));
    counts.uploads += 1;
  }
}

async function tidyJobs(deps: JanitorDeps, counts: Counts, signal: AbortSignal): Promise<void> {
  for await (const folders of batches(scanFolders(objectKeys.jobs, withBounds(deps)))) {
    const known = await deps.archive.read(folders.map(({ id }) => id));
    for (const [i, folder] of folders.entries()) {
      signal.throwIfAborted();
      const deed = await tidyFolder(folder, known[i], deps);
      if (deed !== 'nothing') counts[deed] = (counts[deed] ?? 0) + 1;
    }
  }
}

async function expireJobs(
  { archive, retention, maxExpired = 500 }: JanitorDeps,
  counts: Counts,
): Promise<void> {
  const before = (keptMs: number | null): Date | null =>
    keptMs === null ? null : new Date(Date.now() - keptMs);
  const { resultMs, failedMs } = retention;
  const cutoffs = { completedBefore: before(resultMs), failedBefore: before(failedMs) };
  counts.expired = await archive.expire(cutoffs, maxExpired);
}

const withBounds = ({ store, ledger, maxObjects = 10_000 }: JanitorDeps): ScanOptions => ({
  store,
  ledger,
  maxObjects,
});

async function* batches(folders: AsyncIterable<Folder>): AsyncGenerator<Folder[]> {
  let batch: Folder[] = [];
  for await (const folder of folders) {
    batch.push(folder);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
