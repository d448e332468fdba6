import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { type PollResult, poll } from './poll.ts';
import { clearPeak, cpuSeconds, memoryOf } from './process-figures.ts';
import { openTestBench, type TestBench } from './test-bench.ts';
import { keepUploading, type UploadResult } from './upload.ts';

export interface LoadOptions {
  readonly pollers: number;
  /** Number of concurrent uploads. */
  readonly uploads: number;
  readonly uploadBytes: number;
  readonly durationMs: number;
  readonly store: 'disk' | 's3';
}

export interface LoadPhase {
  readonly name: string;
  readonly seconds: number;
  readonly polls: PollResult;
  readonly uploads: UploadResult;
  /** Peak resident memory of the API in this phase. */
  readonly peakMb: number;
  /** Processors used by the API; 1 is one fully busy processor. */
  readonly cpu: number;
  /** Commands that Redis received in this phase, and the processors that it used. */
  readonly redisCalls: number;
  readonly redisCpu: number;
}

export interface LoadResult {
  readonly idleMb: number;
  readonly phases: readonly LoadPhase[];
}

interface Plan {
  readonly name: string;
  readonly pollers: number;
  /** Interval between the polls of one poller; 0 polls again at once. */
  readonly everyMs: number;
  readonly uploads: number;
}

/** Runs phase by phase against one real API. Everything shares this machine, so the load affects the result. */
export async function measureLoad(options: LoadOptions): Promise<LoadResult> {
  const { pollers, uploads } = options;
  await using bench = await openTestBench(options.store);
  const idleMb = (await memoryOf(bench.apiPid)).residentMb;
  const plans: readonly Plan[] = [
    { name: 'each once a second', pollers, everyMs: 1000, uploads: 0 },
    { name: 'each once a second, with uploads', pollers, everyMs: 1000, uploads },
    { name: 'as fast as answered', pollers, everyMs: 0, uploads: 0 },
    { name: 'as fast as answered, with uploads', pollers, everyMs: 0, uploads },
  ];
  // Warms up: code is slow on its first runs, which is not typical of a running service.
  await poll({ ...bench, pollers: 50, everyMs: 0, durationMs: 3000 });
  const phases: LoadPhase[] = [];
  for (const plan of plans) {
    process.stderr.write(`${plan.name} …\n`);
    phases.push(await runPhase(plan, options, bench));
    await sleep(1000);
  }
  return { idleMb, phases };
}

async function runPhase(plan: Plan, options: LoadOptions, bench: TestBench): Promise<LoadPhase> {
  const { durationMs, uploadBytes } = options;
  await clearPeak(bench.apiPid);
  const redisBefore = await redisFigures(bench.redisUrl);
  const cpuBefore = await cpuSeconds(bench.apiPid);
  const over = new AbortController();
  const uploading = keepUploading({ ...bench, atOnce: plan.uploads, uploadBytes }, over.signal);
  const polls = await poll({ ...bench, ...plan, durationMs });
  const cpu = (await cpuSeconds(bench.apiPid)) - cpuBefore;
  const redis = await redisFigures(bench.redisUrl);
  over.abort();
  const uploads = await uploading;
  const seconds = durationMs / 1000;
  return {
    ...{ name: plan.name, seconds, polls, uploads, cpu: cpu / seconds },
    peakMb: (await memoryOf(bench.apiPid)).peakMb,
    redisCalls: redis.calls - redisBefore.calls,
    redisCpu: (redis.cpuSeconds - redisBefore.cpuSeconds) / seconds,
  };
}

/** Script calls, which are nearly all commands of ours, and processor time since Redis started. */
async function redisFigures(url: string): Promise<{ calls: number; cpuSeconds: number }> {
  const client = new Redis(url);
  try {
    const info = `${await client.info('commandstats')}\n${await client.info('cpu')}`;
    const sum = (pattern: RegExp): number =>
      [...info.matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0);
    return {
      calls: sum(/^cmdstat_(?:eval|evalsha):calls=(\d+)/gm),
      cpuSeconds: sum(/^used_cpu_(?:user|sys):([\d.]+)/gm),
    };
  } finally {
    client.disconnect();
  }
}
