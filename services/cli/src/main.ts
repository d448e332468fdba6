import process from 'node:process';
import { createPoseEngine, defaultModelCacheDir, prepareModels } from '@dance-pose/pose';
import { inspectRedis } from '@dance-pose/queue';
import { shutdownSignal } from '@dance-pose/runtime';
import {
  createDiskStore,
  createS3Store,
  initDiskFolder,
  initS3Bucket,
  inspectS3,
} from '@dance-pose/storage';
import { type CliEnv, readEnv, readServiceEnv } from './env.ts';
import { runProgram } from './program.ts';
import { readStorageEnv } from './storage-env.ts';

using shutdown = shutdownSignal();
let known: CliEnv | undefined;
/** Read only by commands that analyse: invalid settings must not block the other commands. */
const env = (): CliEnv => {
  known ??= readEnv(process.env);
  return known;
};
process.exitCode = await runProgram(process.argv.slice(2), {
  terminal: {
    out: process.stdout,
    err: process.stderr,
    isInteractive: process.stderr.isTTY === true,
  },
  get limits() {
    return env().limits;
  },
  get engineThreads() {
    return env().engineThreads;
  },
  service: readServiceEnv(process.env),
  signal: shutdown.signal,
  initStorage: async (origins) => {
    const { store, rules } = readStorageEnv(process.env, origins);
    return store.kind === 'disk' ? initDiskFolder(store.root) : initS3Bucket(store, rules);
  },
  doctor: {
    variables: process.env,
    inspectRedis,
    inspectS3,
    prepareModels,
    // The doctor signs no links of a disk store, so any secret works.
    openStore: (store) =>
      store.kind === 's3'
        ? createS3Store(store)
        : createDiskStore({ root: store.root, secret: 'the-doctor-signs-nothing' }),
    modelCacheDir: ({ modelCacheDir }) => modelCacheDir ?? defaultModelCacheDir(process.env),
    createEngine: ({ poseEngine, modelCacheDir, modelPath }) =>
      createPoseEngine(poseEngine, {
        cacheDir: modelCacheDir ?? defaultModelCacheDir(process.env),
        modelPath,
        onFallback: () => {},
      }),
  },
  createEngine: (choice = env().poseEngine) =>
    createPoseEngine(choice, {
      cacheDir: env().modelCacheDir ?? defaultModelCacheDir(process.env),
      modelPath: env().modelPath,
      onFallback: (reason) => void process.stderr.write(`Native engine not available: ${reason}\n`),
    }),
});
