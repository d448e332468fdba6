import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { checkedSession, type FrameReader } from './checked-session.ts';
import type { ThreadData, ThreadReply, ThreadRequest, ThreadStart } from './engine-thread.ts';
import type { PoseSession } from './pose-engine.ts';
import { ThreadGate } from './thread-gate.ts';

type Log = (line: string) => void;

/** Modules that run in engine threads, relative to this one. */
type ThreadModule = 'mediapipe-thread' | 'native/native-thread';

/**
 * Starts a thread that processes one clip. Takes over the memory of `start.bundle`.
 * @param log receives the thread's output line by line.
 * @throws the abort reason once the signal is aborted.
 */
export async function openThreadSession(
  module: ThreadModule,
  start: ThreadStart,
  signal: AbortSignal,
  log?: Log,
): Promise<PoseSession> {
  signal.throwIfAborted();
  const reader = startThreadReader(module, start, log);
  const session = checkedSession(reader, start.settings.mode, signal);
  try {
    await reader.ready;
    return session;
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw signal.aborted ? signal.reason : error;
  }
}

/** Gates of the running threads. A process that exits terminates its threads in any state. */
const gates = new Set<ThreadGate>();
process.on('exit', () => {
  for (const gate of gates) gate.closeBlocking();
});

interface ThreadReader extends FrameReader {
  /** Resolves once the model is loaded. */
  readonly ready: Promise<void>;
}

/** Like {@link openThreadSession}, without the checks of a session. */
export function startThreadReader(
  module: ThreadModule,
  start: ThreadStart,
  log: Log = () => {},
): ThreadReader {
  // The file has the same name in src (run by Node itself) and in dist (compiled).
  const file = new URL(`${module}${extname(import.meta.url)}`, import.meta.url);
  const gate = new ThreadGate();
  gates.add(gate);
  const worker = new Worker(file, {
    name: 'pose-engine',
    workerData: { ...start, gate: gate.memory } satisfies ThreadData,
    transferList: [start.bundle.buffer],
    env: {}, // a library that processes users' videos must not see our secrets
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
    endWith(new Error(`The pose engine failed: ${cause.message}`, { cause })),
  );
  worker.on('exit', () => {
    gates.delete(gate);
    endWith(new Error('The thread of the pose engine has ended.'));
  });

  const reply = (): Promise<ThreadReply> => {
    waiting = Promise.withResolvers();
    return waiting.promise;
  };
  return {
    ready: reply().then(() => undefined),
    async read(frame, timeMs, resync) {
      if (end !== undefined) throw end;
      const request: ThreadRequest = { frame, timeMs, resync };
      worker.postMessage(request, [frame.data.buffer]);
      const detection = await reply();
      if (detection === 'ready') throw new Error('The pose engine reported “ready” twice.');
      return detection;
    },
    async close() {
      await gate.close();
      await worker.terminate();
    },
  };
}

function forwardLines(output: Readable, log: Log): void {
  createInterface({ input: output }).on('line', log);
}
