import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '@dance-pose/local-stack';
import type { RunLog } from './run-log.ts';

/** A process that is restarted whenever it exits, as an orchestrator does. */
export interface Supervised extends AsyncDisposable {
  /** The running process, or the last one. */
  readonly child: Child;
  /** Number of processes started so far. */
  readonly starts: number;
}

const restartDelayMs = 500;
/** More than API and worker take at most for an orderly shutdown. */
const stopGraceMs = 30_000;

/** @param start starts the n-th process, counted from 1. */
export async function supervise(
  name: string,
  start: (n: number) => Promise<Child>,
  log: RunLog,
): Promise<Supervised> {
  let starts = 0;
  const begin = async (): Promise<Child> => {
    starts += 1;
    const begun = await start(starts);
    log.note('started', { name, pid: begun.pid });
    return begun;
  };
  let child = await begin();
  let stopping = false;
  const keeping = (async () => {
    while (!stopping) {
      const how = await child.ended;
      log.note('ended', { name, pid: child.pid, how });
      if (!stopping) await sleep(restartDelayMs);
      if (!stopping) child = await begin();
    }
  })();
  return {
    get child() {
      return child;
    },
    get starts() {
      return starts;
    },
    async [Symbol.asyncDispose]() {
      stopping = true;
      await child.stop('SIGTERM', stopGraceMs);
      await keeping;
      // It may have been restarted at this moment.
      await child.stop('SIGTERM', stopGraceMs);
    },
  };
}
