import type { PoseEngineChoice } from '@dance-pose/contracts';
import { createMediaPipeEngine } from './mediapipe-engine.ts';
import type { EngineOptions } from './model-bundle.ts';
import { createNativeEngine } from './native/native-engine.ts';
import type { PoseEngine } from './pose-engine.ts';

interface ChoiceOptions extends EngineOptions {
  /** Called once with the reason if `auto` cannot use the native engine. */
  readonly onFallback: (reason: unknown) => void;
}

/**
 * Creates the requested engine. `auto` prefers the native engine and falls back to MediaPipe's: the native one is an
 * optional dependency with binaries for some platforms only, and a custom bundle may contain networks that it does not
 * support.
 */
export function createPoseEngine(
  choice: PoseEngineChoice,
  { onFallback, ...options }: ChoiceOptions,
): PoseEngine {
  if (choice === 'mediapipe') return createMediaPipeEngine(options);
  const native = createNativeEngine(options);
  if (choice === 'native') return native;
  return withFallback(native, createMediaPipeEngine(options), onFallback);
}

/**
 * Combines two engines. The first one that opens a session processes every clip from then on and gives the pair its
 * name.
 * @param onFallback called with the reason if that is not the preferred engine.
 */
export function withFallback(
  preferred: PoseEngine,
  fallback: PoseEngine,
  onFallback: (reason: unknown) => void,
): PoseEngine {
  let chosen: PoseEngine | undefined;
  return {
    get name() {
      return (chosen ?? preferred).name;
    },
    async open(settings, signal) {
      if (chosen === fallback) return fallback.open(settings, signal);
      try {
        const session = await preferred.open(settings, signal);
        chosen ??= preferred;
        return session;
      } catch (error) {
        if (signal.aborted || chosen === preferred) throw error;
        // An error that also breaks the fallback, such as a missing model, is not a fault of the preferred engine.
        const session = await fallback.open(settings, signal);
        if (chosen === undefined) onFallback(error);
        chosen = fallback;
        return session;
      }
    },
  };
}
