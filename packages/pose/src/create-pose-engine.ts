import type { PoseEngineChoice } from '@dance-pose/contracts';
import { createMediaPipeEngine } from './mediapipe-engine.ts';
import type { EngineOptions } from './model-bundle.ts';
import { createNativeEngine } from './native/native-engine.ts';
import type { PoseEngine } from './pose-engine.ts';

interface ChoiceOptions extends EngineOptions {
  /** Hears once why the native engine cannot be used, when `auto` does without it. */
  readonly onFallback: (reason: unknown) => void;
}

/**
 * The engine that is asked for. `auto` is the native one where it works: it is an optional dependency, its binaries
 * are made for some machines only, and a bundle of the user's own may hold networks that it does not know.
 */
export function createPoseEngine(
  choice: PoseEngineChoice,
  { onFallback, ...options }: ChoiceOptions,
): PoseEngine {
  if (choice === 'mediapipe') return createMediaPipeEngine(options);
  const native = createNativeEngine(options);
  if (choice === 'native') return native;
  return preferring(native, createMediaPipeEngine(options), onFallback);
}

/**
 * The first of two engines that opens a session looks at every clip from then on; its name is the pair's.
 * @param onFallback hears why it is not the preferred one.
 */
export function preferring(
  preferred: PoseEngine,
  other: PoseEngine,
  onFallback: (reason: unknown) => void,
): PoseEngine {
  let chosen: PoseEngine | undefined;
  return {
    get name() {
      return (chosen ?? preferred).name;
    },
    async open(settings, signal) {
      if (chosen === other) return other.open(settings, signal);
      try {
        const session = await preferred.open(settings, signal);
        chosen ??= preferred;
        return session;
      } catch (error) {
        if (signal.aborted || chosen === preferred) throw error;
        // What breaks the other as well, such as a model that is not there, says nothing about the first.
        const session = await other.open(settings, signal);
        if (chosen === undefined) onFallback(error);
        chosen = other;
        return session;
      }
    },
  };
}
