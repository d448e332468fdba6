import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type JobRecord, UserError } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { JobWork } from './job-queue.ts';
import { eventually, newJob, someResult, untilStopped, workOf } from './testing/kit.ts';
import {
  cleanUps,
  givenConsumer,
  givenQueue,
  givenRedis,
  inState,
  quickLocks,
} from './testing/redis-kit.ts';

/** A consumer in a process of its own, whose work is given as source text. */
function givenWorkerProcess(redisUrl: string, run: string, recordOutcome = ''): ChildProcess {
  const program = `
    import { createBullConsumer } from '@dance-pose/queue';
    import { UserError } from '@dance-pose/contracts';
    const forEver = new Promise(() => {});
    createBullConsumer({
      redisUrl: ${JSON.stringify(redisUrl)},
      prefix: 'test',
      lockDurationMs: ${quickLocks.lockDurationMs},
      stalledIntervalMs: ${quickLocks.stalledIntervalMs},
      options: { concurrency: 1, maxAttempts: 2 },
      onError: () => {},
      work: {
        run: async (job) => { ${run} },
        recordOutcome: async (record) => { ${recordOutcome} },
        recordedOutcome: async () => undefined,
        discard: async () => {},
      },
    });`;
  const flags = ['--conditions=@dance-pose/source', '--input-type=module'];
  const child = spawn(process.execPath, [...flags, '--eval', program], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanUps.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return child;
}

test('a job whose worker was killed runs again elsewhere', async () => {
  const redis = await givenRedis();
  const queue = givenQueue(redis.url);
  const job = newJob();
  await queue.add(job);
  const child = givenWorkerProcess(redis.url, "console.log('running'); await forEver");
  if (child.stdout) await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const { work, log } = workOf(async () => {});
  givenConsumer(redis.url, work);
  expect(await inState(queue, job.id, 'completed')).toMatchObject({ attempts: 2, error: null });
  expect(log).toEqual(['run 2', 'end', 'record completed']);
});

test.each([
  ['completed', `return ${JSON.stringify(someResult)}`],
  ['failed', "throw new UserError('no-video', 'Only sound.')"],
] as const)(
  'a job that %s ends as its worker put on record before it was killed',
  async (state, run) => {
    const redis = await givenRedis();
    const queue = givenQueue(redis.url);
    const job = newJob();
    await queue.add(job);
    const dying = "console.log(JSON.stringify(record)); process.kill(process.pid, 'SIGKILL')";
    const child = givenWorkerProcess(redis.url, run, dying);
    const record = JSON.parse(await text(child.stdout as Readable)) as JobRecord;
    expect(record.state).toBe(state);
    expect(await queue.get(job.id)).toMatchObject({ state: 'active' });

    const { work, log } = workOf(async () => {});
    givenConsumer(redis.url, { ...work, recordedOutcome: async () => record });
    expect(await inState(queue, job.id, state)).toEqual(record);
    expect(log).toEqual([]);
  },
);

test('a job that kills every worker ends as worker-lost, and its outcome is kept', async () => {
  const redis = await givenRedis();
  const queue = givenQueue(redis.url);
  const job = newJob();
  await queue.add(job);
  for (let kill = 0; kill < 2; kill += 1) {
    const child = givenWorkerProcess(redis.url, "process.kill(process.pid, 'SIGKILL')");
    await once(child, 'exit');
  }
  const { work, log, outcomes } = workOf(async () => {});
  givenConsumer(redis.url, work, { options: { concurrency: 1, maxAttempts: 2 } });
  const failed = await inState(queue, job.id, 'failed');
  expect(failed.error).toMatchObject({ code: 'worker-lost', retryable: true });
  expect(log).toEqual(['record failed']);
  expect(outcomes[0]?.error).toEqual(failed.error);
});

test('a deleted job whose worker was killed is discarded by another', async () => {
  const redis = await givenRedis();
  const queue = givenQueue(redis.url);
  const job = newJob();
  await queue.add(job);
  const child = givenWorkerProcess(redis.url, "console.log('running'); await forEver");
  if (child.stdout) await once(child.stdout, 'data');
  child.kill('SIGSTOP');
  expect(await queue.remove(job.id)).toBe('winding-down');
  child.kill('SIGKILL');

  const { work, log } = workOf(async () => {});
  givenConsumer(redis.url, work);
  await eventually(() => log.includes('discard'));
  expect(log.filter((line) => line.startsWith('run'))).toEqual([]);
});

test('a worker that lost its lock is stopped, and the other one has the last word', async () => {
  const redis = await givenRedis();
  const queue = givenQueue(redis.url);
  const client = new Redis(redis.url);
  cleanUps.push(async () => client.disconnect());
  const job = newJob();
  await queue.add(job);
  const reasons: unknown[] = [];
  const { work, log } = workOf(async (claimed, context) => {
    if (claimed.attempt > 1) return;
    await untilStopped(claimed, context).catch((reason: unknown) => {
      reasons.push(reason);
      throw reason;
    });
  });
  givenConsumer(redis.url, work);
  await inState(queue, job.id, 'active');
  await client.del(`test:jobs:${job.id}:lock`);
  expect(await inState(queue, job.id, 'completed')).toMatchObject({ attempts: 2 });
  expect(reasons[0]).not.toBeInstanceOf(UserError);
  expect(log.filter((line) => line.startsWith('record'))).toEqual(['record completed']);
});

/** The worker loses the job, and notices only when its work is done. */
const losing = (client: Redis) =>
  workOf(async ({ id, attempt }, { signal }) => {
    if (attempt > 1) return;
    await client.del(`test:jobs:${id}:lock`);
    await new Promise((lost) => signal.addEventListener('abort', lost));
  });

test('what a worker had done when it lost the job is not done again', async () => {
  const redis = await givenRedis();
  const queue = givenQueue(redis.url);
  const client = new Redis(redis.url);
  cleanUps.push(async () => client.disconnect());
  const job = newJob();
  await queue.add(job);
  const { work, log, outcomes } = losing(client);
  givenConsumer(redis.url, work);
  expect(await inState(queue, job.id, 'completed')).toEqual(outcomes[0]);
  expect(log).toEqual(['run 1', 'end', 'record completed']);
});

test('a job that was lost, and deleted meanwhile, does not come back by its record', async () => {
  const redis = await givenRedis();
  const queue = givenQueue(redis.url);
  const client = new Redis(redis.url);
  cleanUps.push(async () => client.disconnect());
  const job = newJob();
  const { work, log } = losing(client);
  const run: JobWork['run'] = async (claimed, context) => {
    const result = await work.run(claimed, context);
    await client.del(`test:jobs:${job.id}`);
    return result;
  };
  givenConsumer(redis.url, { ...work, run });
  await queue.add(job);
  await eventually(() => log.includes('discard'));
  expect(log).toEqual(['run 1', 'end', 'discard']);
});

test('of two workers with the same result the first to record it dates the end', async () => {
  const redis = await givenRedis();
  const queue = givenQueue(redis.url);
  const job = newJob();
  await queue.add(job);
  const { work, log, outcomes } = workOf(async () => {});
  const run: JobWork['run'] = async (claimed, context) => {
    const result = await work.run(claimed, context);
    const record = (await queue.get(job.id)) as JobRecord;
    const finishedAt = '2026-01-01T00:00:00.000Z';
    await work.recordOutcome({ ...record, state: 'completed', result, finishedAt });
    return result;
  };
  givenConsumer(redis.url, { ...work, run });
  expect(await inState(queue, job.id, 'completed')).toEqual(outcomes[0]);
  expect(log).toEqual(['run 1', 'end', 'record completed']);
});

test('tries whose worker was lost make the next wait longer, as those that failed do', async () => {
  const redis = await givenRedis();
  const queue = givenQueue(redis.url);
  const client = new Redis(redis.url);
  cleanUps.push(async () => client.disconnect());
  const job = newJob();
  await queue.add(job);
  await client.hset(`test:jobs:${job.id}`, 'stc', 3);
  const startsMs: number[] = [];
  const { work } = workOf(async () => {
    startsMs.push(performance.now());
    if (startsMs.length === 1) throw new Error('the store is away');
  });
  const options = { concurrency: 1, maxAttempts: 7, retryDelayMs: 100 };
  givenConsumer(redis.url, work, { options });
  await inState(queue, job.id, 'completed');
  const [first = 0, second = 0] = startsMs;
  expect(second - first).toBeGreaterThan(790);
});
