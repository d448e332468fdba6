import type { Size } from '@dance-pose/contracts';
import { checkedSession, type FrameReader } from './checked-session.ts';
import type { DetectedPose, PoseEngine } from './pose-engine.ts';

/** Properties of a frame that a script receives. */
interface ScriptedFrame extends Size {
  /** Index of the frame within the session, from 0. */
  readonly index: number;
  readonly timeMs: number;
}

/** Returns the people in a frame. A promise makes the engine slow; an error makes it fail. */
export type PoseScript = (frame: ScriptedFrame) => DetectedPose[] | Promise<DetectedPose[]>;

/** An engine for tests: it ignores the picture and returns the poses of the script. */
export function createScriptedEngine(script: PoseScript): PoseEngine {
  return {
    name: 'scripted',
    async open(settings, signal) {
      signal.throwIfAborted();
      return checkedSession(scriptedReader(script), settings.mode, signal);
    },
  };
}

function scriptedReader(script: PoseScript): FrameReader {
  let index = 0;
  let interrupt = (_reason: Error): void => {};
  return {
    async read({ data, width, height }, timeMs) {
      // Like a thread, it takes over the frame's memory and returns it as another view.
      const recycled = structuredClone(data, { transfer: [data.buffer] });
      const frame = { index, timeMs, width, height };
      index += 1;
      const { promise: interrupted, reject } = Promise.withResolvers<never>();
      interrupt = reject;
      const scripted = (async () => script(frame))();
      const poses = await Promise.race([interrupted, scripted]);
      return { poses, recycled };
    },
    async close() {
      interrupt(new Error('The pose session was closed.'));
    },
  };
}
