import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { objectKeys } from '@dance-pose/contracts';
import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { createBullQueue } from '@dance-pose/queue';
import { createTempFolder } from '@dance-pose/runtime';
import type { ObjectStore } from '@dance-pose/storage';
import { newJob } from '../../services/worker/src/testing/stand.ts';
import { cpuSeconds } from '../load/process-figures.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { type JobMarks, nowMs } from './marked-work.ts';
import { makeStorePlace, openStore, type StorePlace } from './stores.ts';

export interface ScaleOptions {
  readonly workersPerProcess: number;
  /** How long an analysis takes. */
  readonly jobMs: number;
  /** That are measured of each worker while the queue is full; two more are not. */
  readonly jobsPerWorker: number;
  /** Of all that the workers could do, while they are free; in [0, 1]. */
  readonly load: number;
  /** How long jobs arrive while workers are free. */
  readonly arriveMs: number;
  readonly inputBytes: number;
  readonly store: StorePlace['kind'];
}

/** Milliseconds that a job takes besides its analysis, and the step in which it does. */
export interface Overhead {
  readonly all: number;
  readonly fetch: number;
  /** By which the analysis is told later than it should be that its time is over. */
  readonly late: number;
  readonly store: number;
  readonly record: number;
  /** To end the job in the queue and have the next one. */
  readonly queue: number;
}

export interface ScaleResult {
  readonly workers: number;
  /** The part of all workers' time that is analysis, while the queue is full. */
  readonly efficiency: number;
  readonly overheadMs: Overhead;
  /** Processor time that one job takes of workers and of Redis, while the queue is full. */
  readonly workerCpuMs: number;
  readonly redisCpuMs: number;
  /** From before the queue is given a job until its worker begins it, while workers are free; sorted. */
  readonly startsMs: readonly number[];
}

interface TestBench {
  readonly redis: RedisServer;
  readonly fleet: Fleet;
  /** Puts the file into the store, then the job into the queue, as the API does; resolves with its id. */
  submit(): Promise<string>;
  /** When the queue was asked to take the job. */
  readonly submittedMs: ReadonlyMap<string, number>;
}

/** One number of workers on a Redis and a store of their own. */
export async function measureScale(workers: number, options: ScaleOptions): Promise<ScaleResult> {
  await using opened = new AsyncDisposableStack();
  const jobs = workers * (options.jobsPerWorker + 2);
  const bench = await openTestBench(workers, jobs, options, opened);
  const full = await measureFull(workers, jobs, bench, options.jobMs);
  const startsMs = await measureFree(workers, bench, options);
  return { workers, ...full, startsMs };
}

/** @param jobs that are in the queue before there are workers. */
async function openTestBench(
  workers: number,
  jobs: number,
  options: ScaleOptions,
  opened: AsyncDisposableStack,
): Promise<TestBench> {
  const folder = opened.use(await createTempFolder('scale')).path;
  const [dataDir, tempDir] = [join(folder, 'redis'), join(folder, 'temp')];
  await mkdir(dataDir);
  await mkdir(tempDir);
  const redis = opened.use(await startRedis({ dataDir, appendOnly: true }));
  const place = await makeStorePlace(options.store, folder, opened);
  const store = opened.use(openStore(place));
  const redisUrl = redis.url;
  const queue = opened.use(createBullQueue({ redisUrl, onError: report }));
  const input = Buffer.alloc(options.inputBytes, 'dance pose ');
  const submittedMs = new Map<string, number>();
  const submit = async (): Promise<string> => {
    const job = newJob(input.length);
    await putInput(store, job.id, input);
    submittedMs.set(job.id, nowMs());
    await queue.add(job);
    return job.id;
  };
  for (let at = 0; at < jobs; at += 1) await submit();
  const { jobMs, workersPerProcess } = options;
  const common = { redisUrl, store: place, tempDir, jobMs };
  const fleet = opened.use(await startFleet({ ...common, workers, workersPerProcess }));
  return { redis, fleet, submit, submittedMs };
}

const report = (error: unknown): void => {
  process.stderr.write(`trouble with the queue: ${error}\n`);
};

async function putInput(store: ObjectStore, id: string, input: Buffer): Promise<void> {
  await store.put(objectKeys.input(id), input, { contentType: 'application/octet-stream' });
}

/** The first job of a worker finds it cold, and its last one may be followed by none. */
async function measureFull(
  workers: number,
  jobs: number,
  { redis, fleet }: TestBench,
  jobMs: number,
): Promise<Pick<ScaleResult, 'efficiency' | 'overheadMs' | 'workerCpuMs' | 'redisCpuMs'>> {
  await fleet.untilDone(workers, workers);
  const before = fleet.done.length;
  const [workerCpu, redisCpu] = [await fleet.cpuSeconds(), await cpuSeconds(redis.pid)];
  await fleet.untilDone(jobs);
  const cpuMs = (seconds: number): number => (1000 * seconds) / (jobs - before);
  const overheadMs = overheadOf(fleet.done, jobMs);
  return {
    efficiency: jobMs / (jobMs + overheadMs.all),
    overheadMs,
    workerCpuMs: cpuMs((await fleet.cpuSeconds()) - workerCpu),
    redisCpuMs: cpuMs((await cpuSeconds(redis.pid)) - redisCpu),
  };
}

/** Means over every job that began when all workers were warm: each lasts until its worker has the next one. */
function overheadOf(done: readonly JobMarks[], jobMs: number): Overhead {
  const ofWorkers = [...Map.groupBy(done, ({ worker }) => worker).values()];
  const warmMs = Math.max(...ofWorkers.map(([first]) => first?.recordedMs ?? 0));
  const followed = ofWorkers
    .flatMap((jobs) =>
      jobs.slice(1).map((next, at) => ({ job: jobs[at] as JobMarks, nextMs: next.startedMs })),
    )
    .filter(({ job }) => job.startedMs >= warmMs);
  const mean = (of: (one: (typeof followed)[number]) => number): number =>
    followed.reduce((sum, one) => sum + of(one), 0) / followed.length;
  return {
    all: mean(({ job, nextMs }) => nextMs - job.startedMs) - jobMs,
    fetch: mean(({ job }) => job.fetchedMs - job.startedMs),
    late: mean(({ job }) => job.analysedMs - job.fetchedMs) - jobMs,
    store: mean(({ job }) => job.storedMs - job.analysedMs),
    record: mean(({ job }) => job.recordedMs - job.storedMs),
    queue: mean(({ job, nextMs }) => nextMs - job.recordedMs),
  };
}

/** Jobs arrive evenly spaced, at a part of the rate that the workers could bear. */
async function measureFree(
  workers: number,
  { fleet, submit, submittedMs }: TestBench,
  { jobMs, load, arriveMs }: ScaleOptions,
): Promise<number[]> {
  // The last of the full queue have yet to be told to the queue.
  await sleep(jobMs);
  const before = fleet.done.length;
  const everyMs = jobMs / (workers * load);
  const count = Math.max(1, Math.round(arriveMs / everyMs));
  const beganMs = nowMs();
  const submitting: Promise<string>[] = [];
  for (let at = 0; at < count; at += 1) {
    await sleep(Math.max(0, beganMs + at * everyMs - nowMs()));
    submitting.push(submit());
  }
  await Promise.all(submitting);
  await fleet.untilDone(before + count);
  return fleet.done
    .slice(before)
    .map(({ id, startedMs }) => startedMs - (submittedMs.get(id) ?? Number.NaN))
    .toSorted((a, b) => a - b);
}
