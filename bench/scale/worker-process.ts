import { once } from 'node:events';
import { defaultMediaLimits } from '@dance-pose/contracts';
import { reanalyse } from '@dance-pose/pipeline';
import { createScriptedEngine } from '@dance-pose/pose';
import { createBullConsumer } from '@dance-pose/queue';
import { createLogger } from '@dance-pose/runtime';
import { createWork } from '../../services/worker/src/app.ts';
import { type JobMarks, markedWork } from './marked-work.ts';
import { scriptedAnalysis } from './scripted-analysis.ts';
import { openStore, type StoreConfig } from './stores.ts';

/** Settings from the parent, as JSON in the only argument. */
export interface ProcessSettings {
  readonly redisUrl: string;
  readonly store: StoreConfig;
  readonly tempDir: string;
  readonly jobMs: number;
  /** Workers in this process, and the duration of the first analysis of each. */
  readonly workers: readonly { readonly number: number; readonly firstJobMs: number }[];
}

const settings = JSON.parse(process.argv[2] ?? '') as ProcessSettings;
const log = createLogger('worker', 'info');
// All start once the last one has loaded its code, which takes more processor time than many jobs.
process.send?.('loaded');
await once(process, 'message');
const consumers = settings.workers.map(startWorker);
// The parent has finished, or has crashed.
process.once('disconnect', () => void Promise.all(consumers.map(({ close }) => close(0))));

/** Own state of a worker process: connections, store, and one job at a time. */
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
  process.stderr.write(`Queue error: ${error}\n`);
  process.exit(1);
}
