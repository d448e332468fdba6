import { parentPort } from 'node:worker_threads';
import type { Detection, PoseSettings, RawFrame } from './pose-engine.ts';

// What the thread of an engine and its owner (thread-reader.ts) say to each other: the thread says `ready` once, then
// answers each request with a detection. Whatever goes wrong in it is thrown, which ends the thread and reaches its
// owner as the worker's `error` event.

/** What the thread of one session is started with; an engine may add to it. */
export interface ThreadStart {
  readonly settings: PoseSettings;
  /** A `.task` file. */
  readonly bundle: Uint8Array<ArrayBuffer>;
}

/** What the owner adds to it. */
export interface ThreadData extends ThreadStart {
  /** Memory of the {@link ThreadGate} that native code is to be entered by. */
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
 * Answers the owner's requests from now on; they come one at a time.
 * @param look finds the people in a frame; times grow in a video.
 */
export function serveOwner(look: (request: ThreadRequest) => Found | Promise<Found>): void {
  if (parentPort === null) throw new Error('The thread of an engine has no owner.');
  const port = parentPort;
  const answer = async (request: ThreadRequest): Promise<void> => {
    const recycled = request.frame.data;
    const reply: ThreadReply = { ...(await look(request)), recycled };
    port.postMessage(reply, [recycled.buffer]);
  };
  // A rejection that nobody handles ends the thread with its error.
  port.on('message', (request: ThreadRequest) => void answer(request));
  port.postMessage('ready' satisfies ThreadReply);
}
