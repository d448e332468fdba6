import type { MediaPipeStart } from './mediapipe-thread.ts';
import { type EngineOptions, readBundle } from './model-bundle.ts';
import type { PoseEngine } from './pose-engine.ts';
import { openThreadSession } from './thread-reader.ts';
import { compileRuntime } from './wasm-runtime.ts';

/**
 * MediaPipe's Pose Landmarker on the CPU, compiled to WASM, with one thread per session. The results of a session
 * depend only on its frames and their times.
 */
export function createMediaPipeEngine(options: EngineOptions): PoseEngine {
  let runtime: ReturnType<typeof compileRuntime> | undefined;
  const loadRuntime = (): ReturnType<typeof compileRuntime> => {
    runtime ??= compileRuntime();
    return runtime;
  };
  return {
    name: 'mediapipe-tasks-vision@0.10.35',
    async open(settings, signal) {
      signal.throwIfAborted();
      const [bundle, runtime] = await Promise.all([
        readBundle(settings.model, options),
        loadRuntime(),
      ]);
      const start: MediaPipeStart = { settings, bundle, runtime };
      return openThreadSession('mediapipe-thread', start, signal, options.log);
    },
  };
}
