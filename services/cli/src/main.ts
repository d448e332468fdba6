import process from 'node:process';
import { createMediaPipeEngine, defaultModelCacheDir } from '@dance-pose/pose';
import { shutdownSignal } from '@dance-pose/runtime';
import { initDiskFolder, initS3Bucket } from '@dance-pose/storage';
import { readEnv } from './env.ts';
import { runProgram } from './program.ts';
import { readStorageEnv } from './storage-env.ts';

using shutdown = shutdownSignal();
const env = readEnv(process.env);
process.exitCode = await runProgram(process.argv.slice(2), {
  terminal: {
    out: process.stdout,
    err: process.stderr,
    isInteractive: process.stderr.isTTY === true,
  },
  limits: env.limits,
  signal: shutdown.signal,
  initStorage: async (origins) => {
    const { store, rules } = readStorageEnv(process.env, origins);
    return store.kind === 'disk' ? initDiskFolder(store.root) : initS3Bucket(store, rules);
  },
  createEngine: () =>
    createMediaPipeEngine({
      cacheDir: env.modelCacheDir ?? defaultModelCacheDir(process.env),
      modelPath: env.modelPath,
    }),
});
