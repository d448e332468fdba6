import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { type BacklogOptions, publishBacklog } from './ecs-backlog.ts';

/**
 * The rules of the embedded metric format that matter here: the limits and patterns of its JSON schema; and every
 * member that a directive names is at the root, with the required type.
 */
const directiveSchema = z.strictObject({
  Namespace: z
    .string()
    .regex(/^[\w.#:/-]{1,256}$/)
    .refine((name) => !name.startsWith('AWS/')),
  Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)).min(1),
  Metrics: z
    .array(
      z.strictObject({
        Name: z.string().min(1).max(1024),
        Unit: z.enum(['Count', 'Seconds']).optional(),
        StorageResolution: z.literal([1, 60]).optional(),
      }),
    )
    .max(100),
});
const metadataSchema = z.strictObject({
  Timestamp: z
    .int()
    .refine((at) => Math.abs(at - Date.now()) < 60_000, 'is in milliseconds and of now'),
  CloudWatchMetrics: z.array(directiveSchema).min(1),
});
const documentSchema = z.looseObject({ _aws: metadataSchema }).superRefine((document, context) => {
  for (const { Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
    for (const name of Dimensions.flat()) {
      if (!z.string().min(1).max(1024).safeParse(document[name]).success) context.addIssue(name);
    }
    for (const { Name } of Metrics) {
      if (!z.number().safeParse(document[Name]).success) context.addIssue(Name);
    }
  }
});

type Load = Awaited<ReturnType<BacklogOptions['queue']['load']>>;
const idle: Load = {
  waiting: 0,
  resting: 0,
  active: 0,
  completed: 7,
  failed: 1,
  oldestWaitingMs: null,
};
const lines: string[] = [];
const errors: unknown[] = [];
afterEach(() => {
  lines.length = 0;
  errors.length = 0;
  jest.useRealTimers();
});

const publish = (load: Partial<Load>, workers = 1) =>
  publishBacklog({ ...options, queue: queueWith({ ...idle, ...load }, workers) });

const queueWith = (load: Load, workers: number): BacklogOptions['queue'] => ({
  load: async () => load,
  workers: async () => workers,
});

const options = {
  namespace: 'DancePose',
  queueName: 'dance-pose',
  write: (line: string) => void lines.push(line),
  onError: (error: unknown) => void errors.push(error),
};

async function published(load: Partial<Load>, workers?: number) {
  await publish(load, workers)[Symbol.asyncDispose]();
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '');
}

describe('the backlog as CloudWatch metrics', () => {
  test('is one line that conforms to the specification', async () => {
    const document = await published({ waiting: 5, active: 2, oldestWaitingMs: 1500 }, 2);
    expect(lines[0]).toMatch(/^[^\n]*\n$/);
    expect(documentSchema.parse(document)).toMatchObject({
      Queue: 'dance-pose',
      Backlog: 7,
      Workers: 2,
      BacklogPerWorker: 3.5,
      OldestWaiting: 1.5,
    });
    const [directive] = document._aws.CloudWatchMetrics;
    expect(directive).toMatchObject({ Namespace: 'DancePose', Dimensions: [['Queue']] });
    expect(directive.Metrics).toContainEqual({ Name: 'BacklogPerWorker', Unit: 'Count' });
  });

  test.each([
    ['nothing to do', {}, 3, 0],
    ['every worker busy', { active: 3 }, 3, 1],
    ['jobs, but no worker yet', { waiting: 4 }, 0, 4],
    ['only jobs that wait for their next attempt', { resting: 4 }, 1, 0],
  ])('%s', async (_what, load, workers, perWorker) => {
    expect(await published(load, workers)).toMatchObject({ BacklogPerWorker: perWorker });
  });

  test('publishes nothing while the queue is unreachable, and continues afterwards', async () => {
    jest.useFakeTimers();
    const there = queueWith(idle, 1);
    let failures = 1;
    const load = async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('Redis is unavailable');
      return there.load();
    };
    await using _published = publishBacklog({ ...options, queue: { ...there, load } });
    await jest.advanceTimersByTimeAsync(59_000);
    expect(errors).toEqual([new Error('Redis is unavailable')]);
    expect(lines).toEqual([]);
    await jest.advanceTimersByTimeAsync(62_000);
    expect(errors).toHaveLength(1);
    expect(lines).toHaveLength(2);
  });
});
