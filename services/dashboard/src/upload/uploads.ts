import { ApiError } from '@dance-pose/client';
import type { JobDocument, JobOptionsInput } from '@dance-pose/contracts';
import { notifyOtherTabs, putJob } from '../jobs/jobs.ts';
import { service } from '../service.ts';
import { problemText } from '../shared/problems.ts';
import { randomKey } from '../shared/random-key.ts';
import { createStore } from '../shared/store.ts';
import { durationProblem, fileProblem } from './check-file.ts';
import { createSpeedometer } from './speed.ts';

type UploadState = 'waiting' | 'sending' | 'paused' | 'refused' | 'failed';

/** A file that is being uploaded; it leaves the list once its job exists. */
export interface Upload {
  readonly key: string;
  readonly file: File;
  readonly options: JobOptionsInput;
  readonly state: UploadState;
  readonly sentBytes: number;
  /** Bytes per second; null while it is unknown. */
  readonly speed: number | null;
  /** The reason why the upload was refused or failed. */
  readonly problem: string | null;
}

// Two uploads fill a connection.
const maxParallel = 2;

export const uploads = createStore<readonly Upload[]>([]);

const running = new Map<string, AbortController>();

/** Checks of the duration. A file is sent only after its check. */
const durationChecks = new WeakMap<File, Promise<void>>();

// Makes the browser ask before the page closes: unfinished uploads would be lost.
addEventListener('beforeunload', (event) => {
  if (running.size > 0) event.preventDefault();
});

/** Learns what becomes of a file that exists only in this browser. */
export interface FileOwner {
  /** The service has stored it. */
  onStored(): void;
  /** It will not be sent. */
  onDropped(): void;
}

const owners = new WeakMap<File, FileOwner>();

export function addFiles(files: Iterable<File>, options: JobOptionsInput, owner?: FileOwner): void {
  const added = Array.from(files, (file): Upload => {
    const problem = fileProblem(file) ?? null;
    const state = problem === null ? 'waiting' : 'refused';
    return { key: randomKey(), file, options, state, sentBytes: 0, speed: null, problem };
  });
  uploads.set((list) => [...list, ...added]);
  for (const upload of added) {
    if (owner !== undefined) owners.set(upload.file, owner);
    durationChecks.set(upload.file, refuseIfTooLong(upload));
  }
  startNext();
}

/** Stops sending; resuming starts from the beginning of the file. */
export function pauseUpload(key: string): void {
  change(key, { state: 'paused', sentBytes: 0, speed: null });
  running.get(key)?.abort();
  startNext();
}

export function retryUpload(key: string): void {
  change(key, { state: 'waiting', sentBytes: 0, speed: null, problem: null });
  startNext();
}

export function dropUpload(key: string): void {
  const dropped = uploads.get().find((upload) => upload.key === key);
  uploads.set((list) => list.filter((upload) => upload.key !== key));
  running.get(key)?.abort();
  if (dropped !== undefined) owners.get(dropped.file)?.onDropped();
  startNext();
}

function change(key: string, to: Partial<Upload>): void {
  uploads.set((list) => list.map((upload) => (upload.key === key ? { ...upload, ...to } : upload)));
}

async function refuseIfTooLong({ key, file, state }: Upload): Promise<void> {
  const problem = state === 'refused' ? undefined : await durationProblem(file);
  if (problem === undefined || !uploads.get().some((upload) => upload.key === key)) return;
  change(key, { state: 'refused', problem, speed: null });
  running.get(key)?.abort();
}

function startNext(): void {
  while (running.size < maxParallel) {
    const next = uploads.get().find(({ state, key }) => state === 'waiting' && !running.has(key));
    if (next === undefined) return;
    void send(next);
  }
}

async function send(upload: Upload): Promise<void> {
  const { key } = upload;
  const stop = new AbortController();
  running.set(key, stop);
  change(key, { state: 'sending' });
  try {
    await durationChecks.get(upload.file);
    stop.signal.throwIfAborted();
    const job = await sendFile(upload, stop.signal);
    uploads.set((list) => list.filter((other) => other.key !== key));
    owners.get(upload.file)?.onStored();
    putJob(job);
    notifyOtherTabs();
  } catch (error) {
    if (!stop.signal.aborted)
      change(key, { state: stateAfter(error), problem: problemText(error), speed: null });
  } finally {
    running.delete(key);
    startNext();
  }
}

/** `refused` if the service will never accept the file, so that the user is not offered a retry. */
const stateAfter = (error: unknown): UploadState =>
  error instanceof ApiError && [413, 415, 422].includes(error.status) ? 'refused' : 'failed';

function sendFile(upload: Upload, signal: AbortSignal): Promise<JobDocument> {
  const { key, file, options } = upload;
  const speedometer = createSpeedometer();
  const onProgress = ({ sentBytes }: { readonly sentBytes: number }): void =>
    change(key, { sentBytes, speed: speedometer.note(sentBytes, performance.now()) });
  return service.submitDirectly({ file, fileName: file.name, options }, { signal, onProgress });
}
