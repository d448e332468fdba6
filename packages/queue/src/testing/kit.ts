import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type JobRecord,
  type JobResult,
  jobOptionsSchema,
  type MediaInfo,
} from '@dance-pose/contracts';
import type { ClaimedJob, JobContext, JobUpdate, JobWork, NewJob } from '../job-queue.ts';

export function newJob(change: Partial<NewJob> = {}): NewJob {
  return {
    id: randomBytes(16).toString('hex'),
    owner: 'anonymous',
    createdAt: new Date().toISOString(),
    options: jobOptionsSchema.parse({}),
    source: { fileName: 'tango.mp4', sizeBytes: 5 },
    requestId: 'request-1',
    ...change,
  };
}

export const someResult: JobResult = {
  artifacts: [],
  summary: {
    engine: 'none',
    model: 'full',
    framesAnalysed: 3,
    framesWithPerson: 2,
    meanVisibility: null,
  },
  warnings: [],
};

export const someMediaInfo: MediaInfo = {
  fileName: 'tango.mp4',
  kind: 'video',
  sizeBytes: 5,
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  videoCodec: 'h264',
  pixelFormat: 'yuv420p',
  width: 160,
  height: 120,
  rotation: 0,
  sampleAspectRatio: 1,
  fps: 10,
  frameCount: 20,
  durationMs: 2000,
  variableFrameRate: false,
  hdr: false,
  audio: null,
};

export const updateAt = (percent: number): JobUpdate => ({
  progress: {
    stage: 'track',
    percent,
    framesDone: percent,
    framesTotal: 100,
    framesPerSecond: null,
    etaSeconds: null,
  },
  input: null,
});

/** Work that a test leads by the hand, and a log of what the queue asked of it. */
export function workOf(run: (job: ClaimedJob, context: JobContext) => Promise<unknown>) {
  const log: string[] = [];
  const outcomes: JobRecord[] = [];
  const work: JobWork = {
    async run(job, context) {
      log.push(`run ${job.attempt}`);
      try {
        await run(job, context);
        return someResult;
      } finally {
        log.push('end');
      }
    },
    async recordOutcome(record) {
      log.push(`record ${record.state}`);
      outcomes.push(record);
    },
    recordedOutcome: async (id) => outcomes.findLast((record) => record.id === id),
    async discard() {
      log.push('discard');
    },
  };
  return { work, log, outcomes };
}

/** Runs until its signal fires, as ffmpeg and inference do. The signal of a job may have fired before its work starts. */
export const untilStopped = (_job: ClaimedJob, { signal }: JobContext): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

export async function eventually<T>(look: () => T | Promise<T>, limitMs = 30_000): Promise<T & {}> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > deadline) throw new Error(`not seen within ${limitMs} ms: ${look}`);
    await sleep(10);
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
