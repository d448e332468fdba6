import { type EngineOptions, readBundle } from '../model-bundle.ts';
import type { PoseEngine } from '../pose-engine.ts';
import { openThreadSession } from '../thread-reader.ts';

/**
 * MediaPipe's networks on ONNX Runtime, several times as fast as in WASM, with MediaPipe's graph around them written
 * here; a thread for each session. Its results are those of {@link createMediaPipeEngine}, its reference, up to
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
