import { type EngineOptions, readBundle } from '../model-bundle.ts';
import type { PoseEngine } from '../pose-engine.ts';
import { openThreadSession } from '../thread-reader.ts';

/**
 * MediaPipe's networks on ONNX Runtime, several times faster than in WASM, with MediaPipe's graph reimplemented around
 * them; one thread per session. {@link createMediaPipeEngine} is its reference: the results are the same up to
 * rounding. Needs the optional dependency `onnxruntime-node`.
 */
export function createNativeEngine(options: EngineOptions): PoseEngine {
  return {
    name: 'mediapipe-onnxruntime-node@1.27.0',
    async open(settings, signal) {
      signal.throwIfAborted();
      const bundle = await readBundle(settings.model, options);
      return openThreadSession('native/native-thread', { settings, bundle }, signal, options.log);
    },
  };
}
