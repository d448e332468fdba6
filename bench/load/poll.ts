import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface PollOptions {
  readonly port: number;
  /** Paths that are requested in turn. */
  readonly paths: readonly string[];
  readonly pollers: number;
  readonly everyMs: number;
  readonly durationMs: number;
}

export interface PollResult {
  readonly answers: number;
  /** Number of responses by status other than 200, and of broken connections. */
  readonly failures: Readonly<Record<string, number>>;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Polls from its own thread, so that other work here does not affect the result. */
export async function poll({ port, paths, ...rest }: PollOptions): Promise<PollResult> {
  const { pollers, everyMs, durationMs } = rest;
  const thread = new Worker(new URL('poll-thread.ts', import.meta.url), {
    workerData: { port, paths, pollers, everyMs, durationMs } satisfies PollOptions,
  });
  const [result] = (await once(thread, 'message')) as [PollResult];
  await thread.terminate();
  return result;
}
