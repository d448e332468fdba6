import process from 'node:process';
import type { PoseEngine } from '@dance-pose/pose';
import type { RedisFacts } from '@dance-pose/queue';
import type { StoreSettings, WorkerSettings } from '@dance-pose/runtime';
import type { ObjectStore, S3Facts } from '@dance-pose/storage';
import { type Check, type CheckResult, runChecks, skipped } from '../doctor/check.ts';
import { ffmpegCheck } from '../doctor/ffmpeg-check.ts';
import { memoryCheck, nodeCheck, tempFolderCheck } from '../doctor/machine-checks.ts';
import { poseChecks } from '../doctor/pose-checks.ts';
import { redisCheck } from '../doctor/redis-check.ts';
import { readSettings, secretsIn, type Variables } from '../doctor/settings.ts';
import { storeChecks } from '../doctor/store-checks.ts';
import { exitCodes } from '../exit-codes.ts';
import { ServiceError } from '../jobs/service-error.ts';
import { say, type Terminal } from '../terminal.ts';

/** The adapters that a worker would use. */
export interface DoctorDeps {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly doctor: {
    readonly variables: Variables;
    inspectRedis(redis: WorkerSettings['redis']): Promise<RedisFacts>;
    openStore(store: StoreSettings): ObjectStore;
    inspectS3(store: Extract<StoreSettings, { kind: 's3' }>, signal: AbortSignal): Promise<S3Facts>;
    modelCacheDir(settings: WorkerSettings): string;
    prepareModels(cacheDir: string): Promise<void>;
    createEngine(settings: WorkerSettings): PoseEngine;
  };
}

/** `dance-pose doctor`: checks if a worker can run with this environment. @throws ServiceError if a check fails. */
export async function doctor(
  { json }: { readonly json: boolean },
  deps: DoctorDeps,
): Promise<void> {
  const { terminal, signal } = deps;
  const { variables } = deps.doctor;
  const { finding, settings } = readSettings(variables);
  const checks: Check[] = [
    nodeCheck(process.versions.node),
    { name: 'settings', limitMs: 1000, run: () => finding },
    ...(settings === undefined ? skippedWithoutSettings : checksOf(settings, deps)),
    ffmpegCheck(),
  ];
  const results = redact(await runChecks(checks, signal), secretsIn(variables));
  const failed = results.filter(({ status }) => status === 'fail');
  if (json) {
    say(terminal.out, JSON.stringify({ ok: failed.length === 0, checks: results }, undefined, 2));
  } else {
    for (const result of results) say(terminal.out, describe(result));
  }
  if (failed.length === 0) return;
  const names = failed.map(({ name }) => name).join(', ');
  throw new ServiceError(
    `${failed.length} of ${results.length} checks failed: ${names}.`,
    exitCodes.failure,
  );
}

const skippedWithoutSettings: Check[] = [
  'redis',
  'store',
  'model',
  'inference',
  'temp-folder',
  'memory',
].map((name) => ({
  name,
  limitMs: 1000,
  run: () => skipped('needs valid settings'),
}));

function checksOf(settings: WorkerSettings, { doctor: adapters }: DoctorDeps): Check[] {
  const { redis, store, modelPath } = settings;
  const modelCacheDir = adapters.modelCacheDir(settings);
  return [
    redisCheck(redis.redisUrl, () => adapters.inspectRedis(redis)),
    ...storeChecks({ store, open: () => adapters.openStore(store), inspectS3: adapters.inspectS3 }),
    ...poseChecks({
      modelPath,
      modelCacheDir,
      prepareModels: () => adapters.prepareModels(modelCacheDir),
      createEngine: () => adapters.createEngine(settings),
    }),
    tempFolderCheck(settings),
    memoryCheck(settings),
  ];
}

/** Replaces secrets in the results, also in messages of servers and libraries. */
function redact(results: readonly CheckResult[], secrets: readonly string[]): CheckResult[] {
  const hidden = (text: string): string =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, '(hidden)'), text);
  return results.map((result) => ({
    ...result,
    found: hidden(result.found),
    ...(result.remedy === undefined ? {} : { remedy: hidden(result.remedy) }),
  }));
}

const marks = { ok: 'ok     ', warn: 'warn   ', fail: 'FAIL   ', skipped: 'skipped' } as const;

function describe({ name, status, found, remedy }: CheckResult): string {
  const line = `${marks[status]}  ${name.padEnd(12)} ${found}`;
  return remedy === undefined ? line : `${line}\n         → ${remedy}`;
}
