import type { Size } from '@dance-pose/contracts';
import type { DetectedPose, PoseEngine } from './pose-engine.ts';
import { type FrameReader, ruledSession } from './session-rules.ts';

/** What a script knows about the frame it is asked for. */
interface ScriptedMoment extends Size {
  /** Counts the frames of one session from 0. */
  readonly index: number;
  readonly timeMs: number;
}

/** The people in a frame. A promise makes the engine slow; an error breaks it. */
export type PoseScript = (moment: ScriptedMoment) => DetectedPose[] | Promise<DetectedPose[]>;

/** An engine for tests: it never looks at a picture and sees what the script says. */
export function createScriptedEngine(script: PoseScript): PoseEngine {
  return {
    name: 'scripted',
    async open(settings, signal) {
      signal.throwIfAborted();
      return ruledSession(scriptedReader(script), settings.mode, signal);
    },
  };
}

function scriptedReader(script: PoseScript): FrameReader {
  let index = 0;
  let interrupt = (_reason: Error): void => {};
  return {
    async read({ data, width, height }, timeMs) {
      // Like a thread, it takes the frame's memory over and hands it back under another view.
      const recycled = structuredClone(data, { transfer: [data.buffer] });
      const moment = { index, timeMs, width, height };
      index += 1;
      const { promise: interrupted, reject } = Promise.withResolvers<never>();
      interrupt = reject;
      const scripted = (async () => script(moment))();
      const poses = await Promise.race([interrupted, scripted]);
      return { poses, recycled };
    },
    async close() {
      interrupt(new Error('The pose session was closed.'));
    },
  };
}
