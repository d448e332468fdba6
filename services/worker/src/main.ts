import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { analyseFile, cutMoment, reanalyse } from '@dance-pose/pipeline';
import { createPoseEngine, defaultModelCacheDir } from '@dance-pose/pose';
import {
  createBullConsumer,
  createBullCutConsumer,
  createBullRoutine,
  createRedisArchive,
  createRedisLedger,
  type OnQueueError,
} from '@dance-pose/queue';
import {
  createLogger,
  EnvError,
  type Logger,
  type StoreSettings,
  shutdownSignal,
} from '@dance-pose/runtime';
import { createDiskStore, createS3Store, type ObjectStore } from '@dance-pose/storage';
import { openTracing, openWorkerMetrics, type WorkerVitals } from '@dance-pose/telemetry';
import { createWork } from './app.ts';
import {
  createTaskProtection,
  type TaskProtection,
  underProtection,
} from './ecs-task-protection.ts';
import { readSettings, type WorkerSettings } from './env.ts';
import { type JanitorDeps, safeAgeMs, tidyUp } from './janitor/janitor.ts';
import { createCut } from './make-cut.ts';
import { removeStaleFolders } from './stale-folders.ts';
import { type Watchers, watchWork } from './watch-work.ts';

/** A cut takes a second or two. One that hangs must not keep the others waiting. */
const cutTimeoutMs = 120_000;

try {
  await work(readSettings(process.env));
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function work(settings: WorkerSettings): Promise<void> {
  const { tempDir, graceMs } = settings;
  const log = createLogger('worker', settings.logLevel);
  using shutdown = shutdownSignal();
  await mkdir(tempDir, { recursive: true });
  const stale = await removeStaleFolders(tempDir, 'starting');
  if (stale.length > 0) log.warn({ folders: stale }, 'removed the files of dead workers');
  await using store = openStore(settings.store);
  const engine = createPoseEngine(settings.poseEngine, {
    cacheDir: settings.modelCacheDir ?? defaultModelCacheDir(process.env),
    modelPath: settings.modelPath,
    log: (text) => log.debug({ text }, 'pose engine'),
    onFallback: (err) => log.warn({ err }, 'the native pose engine is not available'),
  });
  const { limits, jobTimeoutMs, engineThreads } = settings;
  const pipeline = { engine, engineThreads, analyse: analyseFile, reanalyse, limits };
  const jobs = createWork({ ...pipeline, store, jobTimeoutMs, tempDir, log });
  const onError: OnQueueError = (err, job) =>
    log.error({ err, jobId: job?.id, requestId: job?.requestId }, 'queue or job error');
  await using protection = protectTask(settings.ecsAgentUri, log);
  await using telemetry = await openTelemetry(settings, log, {
    activeCount: () => consumer.activeCount,
    dependencies: { queue: () => consumer.ping(), store: () => store.ping() },
  });
  const watched = watchWork(jobs, telemetry);
  const consumer = createBullConsumer({
    ...settings.redis,
    ...settings.locks,
    work: protection === undefined ? watched : underProtection(watched, protection),
    options: settings.consumer,
    onError,
  });
  const cuts = createBullCutConsumer({
    ...settings.redis,
    make: createCut({ store, cut: cutMoment, limits, tempDir, timeoutMs: cutTimeoutMs, log }),
    onError,
  });
  await using janitor = startJanitor(settings, { store, work: jobs, log, ...telemetry }, onError);
  const { port: metricsPort } = telemetry;
  const kind = { store: settings.store.kind, engine: engine.name };
  log.info({ ...settings.consumer, ...kind, metricsPort }, 'working');
  if (!shutdown.signal.aborted) await once(shutdown.signal, 'abort');
  log.info({ active: consumer.activeCount, graceMs }, 'closing');
  const ends = [consumer.close(graceMs), cuts.close(graceMs)];
  await Promise.all([janitor[Symbol.asyncDispose](), ...ends]);
}

type Telemetry = Watchers & AsyncDisposable & { readonly port: number | undefined };

/** Shown to operators and told to a collector, as far as they are configured. */
async function openTelemetry(
  { telemetry, consumer, tempDir, store }: WorkerSettings,
  log: Logger,
  vitals: Pick<WorkerVitals, 'activeCount' | 'dependencies'>,
): Promise<Telemetry> {
  await using opened = new AsyncDisposableStack();
  const { concurrency } = consumer;
  const disk = store.kind === 'disk' ? { store: store.root } : {};
  const folders = { system: '/', work: tempDir, ...disk };
  const onError = (err: unknown): void => log.warn({ err }, 'spans were not delivered');
  const wanted = { on: telemetry.tracing, service: 'worker', onError };
  const tracing = opened.use(await openTracing(wanted));
  const { metrics, port } = opened.use(
    await openWorkerMetrics(telemetry.metrics, { ...vitals, concurrency, folders }),
  );
  const resources = opened.move();
  return { metrics, tracing, port, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** Elsewhere than on Amazon ECS there is nobody to be protected from. */
function protectTask(agentUri: string | undefined, log: Logger): TaskProtection | undefined {
  return agentUri === undefined ? undefined : createTaskProtection({ agentUri, log });
}

/** Offers this worker for the janitor's runs, which one of all the workers takes at a time. */
function startJanitor(
  { redis, retention, tempDir, janitorIntervalMs: everyMs }: WorkerSettings,
  given: Pick<JanitorDeps, 'store' | 'work' | 'log' | 'metrics'>,
  onError: OnQueueError,
): AsyncDisposable {
  const archive = createRedisArchive({ ...redis, onError });
  const ledger = createRedisLedger({ ...redis, onError });
  const deps = { ...given, archive, ledger, retention, tempDir, safeAgeMs };
  const run = (signal: AbortSignal): Promise<void> => tidyUp(deps, signal);
  const routine = createBullRoutine({ ...redis, name: 'janitor', everyMs, run, onError });
  const resources = new AsyncDisposableStack();
  resources.use(archive);
  resources.use(ledger);
  resources.defer(() => routine.close());
  return resources;
}

/** Workers read and write, and never sign a link: any secret will do. */
function openStore(store: StoreSettings): ObjectStore {
  if (store.kind === 's3') return createS3Store(store);
  return createDiskStore({ root: store.root, secret: 'workers-sign-nothing' });
}
