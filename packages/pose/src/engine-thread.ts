import { parentPort } from 'node:worker_threads';
import type { Detection, PoseSettings, RawFrame } from './pose-engine.ts';

// Protocol between the thread of an engine and its owner (thread-reader.ts): the thread sends `ready` once, then
// answers each request with a detection. An error in the thread is thrown; it ends the thread and reaches the owner
// as the worker's `error` event.

/** Start data of a session's thread; an engine may extend it. */
export interface ThreadStart {
  readonly settings: PoseSettings;
  /** Contents of a `.task` file. */
  readonly bundle: Uint8Array<ArrayBuffer>;
}

/** Start data together with what the owner adds. */
export interface ThreadData extends ThreadStart {
  /** Memory of the {@link ThreadGate} that guards native code. */
  readonly gate: SharedArrayBuffer;
}

export interface ThreadRequest {
  readonly frame: RawFrame;
  readonly timeMs: number;
  readonly resync: boolean;
}

export type ThreadReply = 'ready' | Detection;

type Found = Omit<Detection, 'recycled'>;

/**
 * Answers the owner's requests, which arrive one at a time.
 * @param detect finds the people in a frame; the times of a video increase.
 */
export function serveOwner(detect: (request: ThreadRequest) => Found | Promise<Found>): void {
  if (parentPort === null) throw new Error('The thread of an engine has no owner.');
  const port = parentPort;
  const answer = async (request: ThreadRequest): Promise<void> => {
    const recycled = request.frame.data;
    const reply: ThreadReply = { ...(await detect(request)), recycled };
    port.postMessage(reply, [recycled.buffer]);
  };
  // An unhandled rejection ends the thread with its error.
  port.on('message', (request: ThreadRequest) => void answer(request));
  port.postMessage('ready' satisfies ThreadReply);
}
