import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobDocument, jobDocumentSchema } from '@dance-pose/contracts';
import { isServing } from '@dance-pose/local-stack';
import { tempFoldersIn } from '../end-to-end/leftovers.ts';
import { type Evidence, type Findings, judge } from './checks.ts';
import { followJob, type JobStory } from './client.ts';
import { type InjectedFault, injectFaults, processesOf } from './faults.ts';
import { type Inputs, makeInputs } from './inputs.ts';
import { type InputName, inputNames, makePlan, type PlanOptions } from './plan.ts';
import { viewQueue } from './queue-view.ts';
import { measureRecoveries, type Recovery } from './recovery.ts';
import { openRunLog, type RunLog } from './run-log.ts';
import { viewStore } from './store-view.ts';
import { openTestBench, type TestBench, type TestBenchOptions } from './test-bench.ts';

export interface FaultRunOptions extends PlanOptions, Omit<TestBenchOptions, 'log'> {}

export interface FaultRunResult extends Findings {
  readonly stories: readonly JobStory[];
  readonly recoveries: readonly Recovery[];
  readonly documents: readonly JobDocument[];
  readonly tookMs: number;
}

/** All jobs must have ended within this time after the last fault, on a busy machine too. */
const endLimitMs = (jobs: number): number => 120_000 + 5000 * jobs;
/** Time after the end of the last job for processes to finish. */
const idleLimitMs = 45_000;

/**
 * Runs a mix of jobs through a service whose parts are killed, frozen and disconnected by plan, then checks that every
 * job has ended once and correctly, and what is left. The folder keeps logs and the list of events.
 */
export async function runFaults(options: FaultRunOptions): Promise<FaultRunResult> {
  const { folder, disk } = options;
  const inputs = await makeInputs(await subfolder(folder, 'inputs'));
  const log = openRunLog(join(folder, 'events.jsonl'));
  const { result, processes } = await (async () => {
    await using bench = await openTestBench({ ...options, log });
    return { result: await run(options, { bench, inputs, log }), processes: [] as string[] };
  })();
  processes.push(...(await processesOf(disk, new Set([process.pid]))));
  const left = processes.map((name) => `process left at the end: ${name}`);
  return { ...result, problems: [...result.problems, ...left] };
}

async function subfolder(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  return path;
}

interface Run {
  readonly bench: TestBench;
  readonly inputs: Inputs;
  readonly log: RunLog;
}

async function run(options: FaultRunOptions, parts: Run): Promise<FaultRunResult> {
  const { bench, inputs, log } = parts;
  const before = await runUndisturbed(parts);
  const startMs = log.now();
  const plan = makePlan(options);
  const shift = <T extends { atMs: number }>(list: readonly T[]): T[] =>
    list.map((item) => ({ ...item, atMs: item.atMs + startMs }));
  const signal = AbortSignal.timeout(options.durationMs + endLimitMs(options.jobs));
  await using stopping = new AsyncDisposableStack();
  const probing = new AbortController();
  const probes = probe(bench.url, log, probing.signal);
  stopping.defer(() => probing.abort());
  const client = { url: bench.url, inputs, log, signal };
  const [lived, faults] = await Promise.all([
    Promise.allSettled(shift(plan.jobs).map((job) => followJob(job, client))),
    injectFaults(shift(plan.faults), bench, log),
  ]);
  const stories = lived.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const lost = lived.flatMap((one, i) =>
    one.status === 'rejected' ? [`${plan.jobs[i]?.name}: ${String(one.reason)}`] : [],
  );
  const tookMs = log.now() - startMs;
  await untilIdle(bench);
  probing.abort();
  const evidence = await collectEvidence({ stories, before, options }, parts);
  const findings = judge(evidence);
  const problems = [...lost, ...findings.problems, ...unexpectedExits(log, faults)];
  for (const problem of problems) log.note('problem', { problem });
  const recoveries = await measureRecoveries(faults, {
    readyMs: await probes,
    logDir: bench.logDir,
    log,
  });
  const documents = [...evidence.documents.values()].filter((job) => job !== null);
  return { ...findings, problems, stories, recoveries, documents, tookMs };
}

/** Runs each input's job without faults, as the reference for the others. */
async function runUndisturbed({ bench, inputs, log }: Run): Promise<JobStory[]> {
  const signal = AbortSignal.timeout(endLimitMs(inputNames.length));
  const plain = { atMs: 0, wish: 'result', wishAfterMs: 0, restMs: 0 } as const;
  return Promise.all(
    inputNames.map((input) =>
      followJob(
        { ...plain, input, name: `undisturbed ${input}` },
        { url: bench.url, inputs, log, signal },
      ),
    ),
  );
}

/** Polls the readiness of queue and store; resolves with the times at which both were ready. */
async function probe(url: string, log: RunLog, signal: AbortSignal): Promise<number[]> {
  const readyMs: number[] = [];
  while (!signal.aborted) {
    const askedMs = log.now();
    if (await isServing(`${url}/readyz`)) readyMs.push(askedMs);
    await sleep(100);
  }
  return readyMs;
}

/** Waits until the service is idle, up to the limit. */
async function untilIdle({ redisUrl, tempDir }: TestBench): Promise<void> {
  for (const deadline = Date.now() + idleLimitMs; Date.now() < deadline; await sleep(250)) {
    const { unfinished, held } = await viewQueue(redisUrl);
    const folders = await tempFoldersIn(tempDir);
    if (unfinished.length + held.length + folders.length === 0) return;
  }
}

interface Lived {
  readonly stories: readonly JobStory[];
  readonly before: readonly JobStory[];
  readonly options: FaultRunOptions;
}

async function collectEvidence({ stories, before, options }: Lived, parts: Run): Promise<Evidence> {
  const { bench, inputs } = parts;
  const all = [...before, ...stories];
  const documents = new Map<string, JobDocument | null>();
  for (const { id } of all) documents.set(id, await fetchJob(bench.url, id));
  const running = [process.pid, ...[bench.api, ...bench.workers].map(({ child }) => child.pid)];
  return {
    ...{ stories: all, documents, inputs, maxAttempts: options.maxAttempts },
    undisturbed: Object.fromEntries(
      before.map(({ planned, ended }) => [planned.input, ended]),
    ) as Record<InputName, JobDocument>,
    queue: await viewQueue(bench.redisUrl),
    objects: await viewStore(bench.setup.store),
    unfinishedFiles: await bench.setup.unfinished(),
    tempFolders: await tempFoldersIn(bench.tempDir),
    processes: await processesOf(bench.tempDir, new Set(running)),
  };
}

async function fetchJob(url: string, id: string): Promise<JobDocument | null> {
  const response = await fetch(`${url}/v1/jobs/${id}`);
  if (response.status === 404) return null;
  return jobDocumentSchema.parse(await response.json());
}

/** Processes that exited without a fault. */
function unexpectedExits({ events }: RunLog, faults: readonly InjectedFault[]): string[] {
  const ending = /^(worker-killed|worker-stopping|api-killed)$/;
  const hits = faults.filter(({ kind }) => ending.test(kind));
  const harmed = new Set<unknown>(hits.map(({ pid }) => pid));
  return events
    .filter(({ what, pid }) => what === 'ended' && !harmed.has(pid))
    .map(({ name, pid, how }) => `${name} (${pid}) ended by itself: ${how}`);
}
