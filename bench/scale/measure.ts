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
import { createStoreConfig, openStore, type StoreConfig } from './stores.ts';

export interface ScaleOptions {
  readonly workersPerProcess: number;
  /** Duration of an analysis. */
  readonly jobMs: number;
  /** Jobs measured per worker while the queue is full; two more are not measured. */
  readonly jobsPerWorker: number;
  /** Share of the workers' capacity that arriving jobs use while workers are free; in [0, 1]. */
  readonly load: number;
  /** Duration of the phase in which jobs arrive while workers are free. */
  readonly arriveMs: number;
  readonly inputBytes: number;
  readonly store: StoreConfig['kind'];
}

/** Milliseconds that a job takes besides its analysis, in all and by step. */
export interface Overhead {
  readonly all: number;
  readonly fetch: number;
  /** Delay of the timer that ends the analysis. */
  readonly late: number;
  readonly store: number;
  readonly record: number;
  /** Time to end the job in the queue and get the next one. */
  readonly queue: number;
}

export interface ScaleResult {
  readonly workers: number;
  /** Share of all workers' time spent on analysis while the queue is full. */
  readonly efficiency: number;
  readonly overheadMs: Overhead;
  /** Processor time per job of workers and of Redis while the queue is full. */
  readonly workerCpuMs: number;
  readonly redisCpuMs: number;
  /** Times from submission to the queue until a worker starts the job while workers are free; sorted. */
  readonly startsMs: readonly number[];
}

interface TestBench {
  readonly redis: RedisServer;
  readonly fleet: Fleet;
  /** Puts the file into the store, then the job into the queue, as the API does; resolves with its id. */
  submit(): Promise<string>;
  /** Time at which each job was submitted to the queue. */
  readonly submittedMs: ReadonlyMap<string, number>;
}

/** Measures one number of workers on its own Redis and store. */
export async function measureScale(workers: number, options: ScaleOptions): Promise<ScaleResult> {
  await using opened = new AsyncDisposableStack();
  const jobs = workers * (options.jobsPerWorker + 2);
  const bench = await openTestBench(workers, jobs, options, opened);
  const full = await measureFull(workers, jobs, bench, options.jobMs);
  const startsMs = await measureFree(workers, bench, options);
  return { workers, ...full, startsMs };
}

/** @param jobs number of jobs in the queue before the workers start. */
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
  const storeConfig = await createStoreConfig(options.store, folder, opened);
  const store = opened.use(openStore(storeConfig));
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
  const common = { redisUrl, store: storeConfig, tempDir, jobMs };
  const fleet = opened.use(await startFleet({ ...common, workers, workersPerProcess }));
  return { redis, fleet, submit, submittedMs };
}

const report = (error: unknown): void => {
  process.stderr.write(`Queue error: ${error}\n`);
};

async function putInput(store: ObjectStore, id: string, input: Buffer): Promise<void> {
  await store.put(objectKeys.input(id), input, { contentType: 'application/octet-stream' });
}

/** Leaves out the first job of a worker, which finds it cold, and the last one, which may have no successor. */
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

/** Means over every job that began when all workers were warm; a job lasts until its worker has the next one. */
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

/** Jobs arrive evenly spaced, at a share of the rate that the workers can handle. */
async function measureFree(
  workers: number,
  { fleet, submit, submittedMs }: TestBench,
  { jobMs, load, arriveMs }: ScaleOptions,
): Promise<number[]> {
  // The last jobs of the full queue are still being ended in the queue.
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
