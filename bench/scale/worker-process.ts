import { once } from 'node:events';
import { defaultMediaLimits } from '@dance-pose/contracts';
import { reanalyse } from '@dance-pose/pipeline';
import { createScriptedEngine } from '@dance-pose/pose';
import { createBullConsumer } from '@dance-pose/queue';
import { createLogger } from '@dance-pose/runtime';
import { createWork } from '../../services/worker/src/app.ts';
import { type JobMarks, markedWork } from './marked-work.ts';
import { scriptedAnalysis } from './scripted-analysis.ts';
import { openStore, type StorePlace } from './stores.ts';

/** As the parent gives them, in JSON, for the only argument. */
export interface ProcessSettings {
  readonly redisUrl: string;
  readonly store: StorePlace;
  readonly tempDir: string;
  readonly jobMs: number;
  /** The workers in this process, and how long the first analysis of each takes. */
  readonly workers: readonly { readonly number: number; readonly firstJobMs: number }[];
}

const settings = JSON.parse(process.argv[2] ?? '') as ProcessSettings;
const log = createLogger('worker', 'info');
// All begin when the last of them has its code loaded, which takes more processor than many jobs.
process.send?.('loaded');
await once(process, 'message');
const consumers = settings.workers.map(startWorker);
// The parent is done with us, or no more.
process.once('disconnect', () => void Promise.all(consumers.map(({ close }) => close(0))));

/** All that a worker process has of its own: connections, store, and one job at a time. */
function startWorker({ number, firstJobMs }: ProcessSettings['workers'][number]) {
  const { redisUrl, tempDir, jobMs } = settings;
  const store = openStore(settings.store);
  let lastsMs = firstJobMs;
  const work = markedWork(
    number,
    (request, context) => {
      const analysis = scriptedAnalysis(request, context, lastsMs);
      lastsMs = jobMs;
      return analysis;
    },
    (analyse) =>
      createWork({
        ...{ store, analyse, reanalyse, tempDir, log },
        ...{ engine: createScriptedEngine(() => []), engineThreads: 1 },
        ...{ limits: defaultMediaLimits, jobTimeoutMs: 600_000 },
      }),
    (marks: JobMarks) => process.send?.(marks),
  );
  const options = { concurrency: 1, maxAttempts: 1 };
  return createBullConsumer({ redisUrl, work, options, onError: fail });
}

function fail(error: unknown): void {
  process.stderr.write(`trouble with the queue: ${error}\n`);
  process.exit(1);
}
