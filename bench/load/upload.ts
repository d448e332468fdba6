import { once } from 'node:events';
import { Agent, type ClientRequest, request } from 'node:http';
import { createHistogram } from 'node:perf_hooks';

export interface UploadOptions {
  readonly port: number;
  readonly atOnce: number;
  readonly uploadBytes: number;
}

export interface UploadResult {
  readonly done: number;
  readonly failures: number;
  readonly megabytesPerSecond: number;
  /** Latency from the first byte sent to the complete response. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const boundary = 'a-boundary-of-the-load-run';
const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="load.mp4"\r\n\r\n`;
const tail = `\r\n--${boundary}--\r\n`;
const chunk = Buffer.alloc(64 * 1024, 'dance pose ');

/** Keeps a number of uploads in progress until the signal fires; uploads in progress are completed. */
export async function keepUploading(
  { port, atOnce, uploadBytes }: UploadOptions,
  over: AbortSignal,
): Promise<UploadResult> {
  const agent = new Agent({ keepAlive: true });
  const took = createHistogram();
  let done = 0;
  let failures = 0;
  const startedMs = performance.now();
  const client = async (): Promise<void> => {
    while (!over.aborted) {
      const begunMs = performance.now();
      if ((await upload(port, uploadBytes, agent)) === 202) done += 1;
      else failures += 1;
      took.record(Math.max(1, Math.round(performance.now() - begunMs)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  agent.destroy();
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    ...{ done, failures, megabytesPerSecond: (done * uploadBytes) / 1e6 / seconds },
    ...{ p50Ms: took.percentile(50), p99Ms: took.percentile(99) },
  };
}

async function upload(port: number, sizeBytes: number, agent: Agent): Promise<number> {
  const sent = request({
    ...{ port, agent, host: '127.0.0.1', method: 'POST', path: '/v1/jobs' },
    headers: {
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': head.length + sizeBytes + tail.length,
    },
  });
  const answered = once(sent, 'response');
  sent.write(head);
  await writeBody(sent, sizeBytes);
  sent.end(tail);
  const [response] = await answered;
  response.resume();
  await once(response, 'end');
  return response.statusCode ?? 0;
}

async function writeBody(sent: ClientRequest, sizeBytes: number): Promise<void> {
  for (let left = sizeBytes; left > 0; left -= chunk.length) {
    if (!sent.write(chunk.subarray(0, left))) await once(sent, 'drain');
  }
}
