import { connect, type Socket } from 'node:net';
import { createHistogram } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { PollOptions, PollResult } from './poll.ts';

/** A minimal HTTP client that requests one JSON document after the other, cheaper than a full one. */
const { port, paths, pollers, everyMs, durationMs } = workerData as PollOptions;
const latencies = createHistogram();
const endsMs = performance.now() + durationMs;
let answers = 0;
const failures: Record<string, number> = {};
const sockets = Array.from({ length: pollers }, (_, at) => startPoller(at));

setTimeout(() => {
  for (const socket of sockets) socket.destroy();
  const ms = (percentile: number): number => latencies.percentile(percentile) / 1e6;
  const result: PollResult = {
    ...{ answers, failures, p50Ms: ms(50), p99Ms: ms(99), maxMs: latencies.max / 1e6 },
  };
  parentPort?.postMessage(result);
}, durationMs);

function fail(how: string): void {
  failures[how] = (failures[how] ?? 0) + 1;
}

function startPoller(at: number): Socket {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  const asking = `GET ${paths[at % paths.length]} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  // Pollers are regular, but spread over the interval.
  let dueMs = performance.now() + (everyMs * at) / pollers;
  let received = '';
  const ask = (): void => {
    socket.write(asking);
  };
  const next = (): void => {
    dueMs = everyMs === 0 ? performance.now() : dueMs + everyMs;
    // A late poll counts from the time it was due, so that waiting is not left out.
    setTimeout(ask, Math.max(0, dueMs - performance.now()));
  };
  socket.once('connect', () => setTimeout(ask, Math.max(0, dueMs - performance.now())));
  socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
  socket.setEncoding('latin1').on('data', (data: string) => {
    received += data;
    const status = statusOfWhole(received);
    if (status === undefined) return;
    received = '';
    if (performance.now() > endsMs) return;
    answers += 1;
    if (status !== 200) fail(`${status}`);
    latencies.record(Math.max(1, Math.round((performance.now() - dueMs) * 1e6)));
    next();
  });
  return socket;
}

/** Undefined until the response is complete. */
function statusOfWhole(received: string): number | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, headEnd))?.[1];
  if (received.length < headEnd + 4 + Number(length)) return undefined;
  return Number(received.slice(9, 12));
}
