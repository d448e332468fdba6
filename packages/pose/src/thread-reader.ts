import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { ThreadReply, ThreadRequest, ThreadStart } from './mediapipe-thread.ts';
import type { FrameReader } from './session-rules.ts';

/** One line of what the engine itself has to say, such as its warnings; of interest to developers only. */
export type EngineLog = (line: string) => void;

export interface ThreadReader extends FrameReader {
  /** Fulfilled once the model is loaded. */
  readonly ready: Promise<void>;
}

// The same file name lies in src (run by Node itself) and in dist (compiled).
const threadFile = new URL(
  import.meta.url.endsWith('.ts') ? 'mediapipe-thread.ts' : 'mediapipe-thread.js',
  import.meta.url,
);

/** Starts a thread with a landmarker in it. Takes the memory of `start.bundle` over. */
export function startThreadReader(start: ThreadStart, log: EngineLog): ThreadReader {
  const worker = new Worker(threadFile, {
    name: 'pose-engine',
    workerData: start,
    transferList: [start.bundle.buffer],
    env: {}, // a library that people's videos pass through has no use for our secrets
    stdout: true,
    stderr: true,
  });
  for (const output of [worker.stdout, worker.stderr]) forwardLines(output, log);

  let waiting: PromiseWithResolvers<ThreadReply> | undefined;
  let end: Error | undefined;
  const endWith = (error: Error): void => {
    end ??= error;
    waiting?.reject(end);
  };
  worker.on('message', (reply: ThreadReply) => waiting?.resolve(reply));
  worker.on('error', (cause) =>
    endWith(new Error(`The pose engine broke: ${cause.message}`, { cause })),
  );
  worker.on('exit', () => endWith(new Error('The thread of the pose engine has ended.')));

  const reply = (): Promise<ThreadReply> => {
    waiting = Promise.withResolvers();
    return waiting.promise;
  };
  return {
    ready: reply().then(() => undefined),
    async read(frame, timeMs) {
      if (end !== undefined) throw end;
      const request: ThreadRequest = { frame, timeMs };
      worker.postMessage(request, [frame.data.buffer]);
      const detection = await reply();
      if (detection === 'ready') throw new Error('The pose engine said “ready” twice.');
      return detection;
    },
    async close() {
      await worker.terminate();
    },
  };
}

function forwardLines(output: Readable, log: EngineLog): void {
  createInterface({ input: output }).on('line', log);
}
