import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '@dance-pose/local-stack';
import type { RunLog } from './run-log.ts';

/** A process that is started again whenever it ends, as an orchestrator would. */
export interface Supervised extends AsyncDisposable {
  /** The one that runs now, or ran last. */
  readonly child: Child;
  /** How many processes there have been. */
  readonly starts: number;
}

const restartDelayMs = 500;
/** Above what API and worker take at most to end their work in order. */
const stopGraceMs = 30_000;

/** @param start of the n-th process, from 1 on. */
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
      // It may have been begun again at that very moment.
      await child.stop('SIGTERM', stopGraceMs);
    },
  };
}
