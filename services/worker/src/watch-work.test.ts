import { type JobResult, type JobStage, jobOptionsSchema, UserError } from '@dance-pose/contracts';
import type { ClaimedJob, JobContext, JobWork } from '@dance-pose/queue';
import { type Span, silentWorkerMetrics, type WorkerMetrics } from '@dance-pose/telemetry';
import { expect, test } from '@jest/globals';
import { watchWork } from './watch-work.ts';

const job: ClaimedJob = {
  ...{ id: 'a'.repeat(32), owner: 'ada', createdAt: new Date().toISOString(), attempt: 2 },
  options: jobOptionsSchema.parse({ model: 'lite' }),
  source: { fileName: 'my tango.mp4', sizeBytes: 5 },
  ...{ requestId: 'r', traceparent: 'the request' },
};

const summary = { engine: 'none', model: 'lite', framesAnalysed: 0, framesWithPerson: 0 };
const result: JobResult = {
  artifacts: [],
  summary: { ...summary, meanVisibility: null },
  warnings: [],
};

/** Runs work that reports these stages, and tells what the watchers heard. */
async function heardOf(reports: readonly (readonly [JobStage, number])[], failure?: Error) {
  const heard: string[] = [];
  const say = (what: string) => void heard.push(what);
  const span = (name: string): Span => ({
    traceparent: undefined,
    part: span,
    rename() {},
    set: (values) => say(`${name} has ${JSON.stringify(values)}`),
    end: (code) => say(`${name} ${code ?? 'done'}`),
  });
  const metrics: WorkerMetrics = {
    ...silentWorkerMetrics,
    attemptStarted: (attempt) => say(`try ${attempt}`),
    stageEnded: (stage) => say(`${stage} timed`),
    framesDone: (stage, model, count) => say(`${stage} ${model} ${count}`),
    jobEnded: ({ state }) => say(`ended ${state}`),
  };
  const work: JobWork = {
    async run(_job, { report }) {
      for (const [stage, framesDone] of reports) {
        const speed = { framesPerSecond: null, etaSeconds: null };
        const progress = { stage, framesDone, framesTotal: 9, percent: 0, ...speed };
        report({ progress, input: null });
      }
      if (failure !== undefined) throw failure;
      return result;
    },
    recordOutcome: async () => {},
    recordedOutcome: async () => undefined,
    discard: async () => {},
  };
  const tracing = {
    begin: (name: string, { parent }: { parent?: string | undefined }) => {
      say(`${name} within ${parent}`);
      return span(name);
    },
    [Symbol.asyncDispose]: async () => {},
  };
  const reported: string[] = [];
  const context: JobContext = {
    signal: new AbortController().signal,
    report: ({ progress }) => void reported.push(progress.stage),
  };
  const ran = watchWork(work, { metrics, tracing }).run(job, context);
  const [outcome] = await Promise.allSettled([ran]);
  return { heard, reported, outcome };
}

test('stages are timed from one to the next, and their frames counted once', async () => {
  const { heard, reported, outcome } = await heardOf([
    ['fetch', 0],
    ['track', 0],
    ['track', 4],
    ['track', 4],
    ['track', 6],
    ['store', 0],
  ]);
  expect(outcome).toEqual({ status: 'fulfilled', value: result });
  expect(reported).toHaveLength(6);
  expect(heard).toEqual([
    ...['try 2', 'job within the request', 'fetch timed', 'fetch done'],
    ...['track lite 4', 'track lite 2', 'track timed', 'track has {"dance_pose.frames":6}'],
    ...['track done', 'store timed', 'store done', 'job done'],
  ]);
});

test('a stage that fails is not timed, and why is told in one word', async () => {
  const named = new UserError('no-video', 'my tango.mp4 has no picture in it');
  const { heard, outcome } = await heardOf([['probe', 0]], named);
  expect(outcome).toEqual({ status: 'rejected', reason: named });
  expect(heard.slice(2)).toEqual(['probe no-video', 'job no-video']);
  expect(heard.join()).not.toContain('tango');
  const fault = await heardOf([], new RangeError('my tango.mp4'));
  expect(fault.heard.slice(2)).toEqual(['job RangeError']);
});
