import { readFile } from 'node:fs/promises';
import type { PoseModel } from '@dance-pose/contracts';
import { loadModelBundle } from './model-bundle.ts';
import type { PoseEngine } from './pose-engine.ts';
import { ruledSession } from './session-rules.ts';
import { type EngineLog, startThreadReader } from './thread-reader.ts';
import { compileRuntime } from './wasm-runtime.ts';

interface MediaPipeEngineOptions {
  /** Where model bundles are kept; the folder is made when it is missing. */
  readonly cacheDir: string;
  /** A `.task` file of the user's own, taken for every model setting; its content is not checked. */
  readonly modelPath?: string | undefined;
  /** Hears what MediaPipe writes to its console, which is of interest to developers only. */
  readonly log?: EngineLog | undefined;
}

/**
 * MediaPipe's Pose Landmarker on the CPU, a thread for each session. A session's results depend on its
 * frames and their times alone.
 */
export function createMediaPipeEngine(options: MediaPipeEngineOptions): PoseEngine {
  const { cacheDir, modelPath, log = () => {} } = options;
  let runtime: ReturnType<typeof compileRuntime> | undefined;
  const loadRuntime = (): ReturnType<typeof compileRuntime> => {
    runtime ??= compileRuntime();
    return runtime;
  };
  const loadBundle = (model: PoseModel): Promise<Uint8Array<ArrayBuffer>> =>
    modelPath === undefined ? loadModelBundle(model, cacheDir) : readFile(modelPath);

  return {
    name: 'mediapipe-tasks-vision@0.10.35',
    async open(settings, signal) {
      signal.throwIfAborted();
      const [bundle, runtime] = await Promise.all([loadBundle(settings.model), loadRuntime()]);
      signal.throwIfAborted();
      const reader = startThreadReader({ settings, bundle, runtime }, log);
      const session = ruledSession(reader, settings.mode, signal);
      try {
        await reader.ready;
        return session;
      } catch (error) {
        await session[Symbol.asyncDispose]();
        throw signal.aborted ? signal.reason : error;
      }
    },
  };
}
