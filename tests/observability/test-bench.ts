import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobDocument } from '@dance-pose/contracts';
import { freePort, startStack } from '@dance-pose/local-stack';
import { createTempFolder } from '@dance-pose/runtime';
import { ApiClient } from '../end-to-end/api-client.ts';
import { makeDanceClip } from '../end-to-end/media.ts';
import { type Collector, startCollector } from './collector.ts';

/** The whole service with metrics of both processes, and traces. */
export interface TestBench extends AsyncDisposable {
  readonly folder: string;
  readonly api: ApiClient;
  readonly collector: Collector;
  /** `127.0.0.1:<port>` of the API's and the worker's metrics. */
  readonly targets: { readonly api: string; readonly worker: string };
  readonly clip: { readonly path: string; readonly sizeBytes: number };
  /** Jobs that the bench runs at its start: a clip that completes and a file that is no clip. */
  readonly jobs: { readonly dance: JobDocument; readonly bad: JobDocument };
}

export async function openTestBench(): Promise<TestBench> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await createTempFolder('observability')).path;
  const collector = opened.use(await startCollector());
  const [apiPort, workerPort] = [await freePort(), await freePort()];
  const stack = opened.use(
    await startStack({
      dataDir: join(folder, 'data'),
      env: {
        TEMP_DIR: folder,
        METRICS_PORT: `${apiPort}`,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        TRUSTED_PROXIES: 'loopback',
      },
      workerEnv: { METRICS_PORT: `${workerPort}` },
    }),
  );
  const api = new ApiClient(stack.url);
  const path = await makeDanceClip(folder);
  const { size: sizeBytes } = await stat(path);
  const bad = join(folder, 'song.mp4');
  await writeFile(bad, 'not a video at all');
  const dance = await api.submit(path, { model: 'lite' });
  await api.completed(dance.id);
  const refused = await api.ended((await api.submit(bad)).id);
  const resources = opened.move();
  return {
    ...{ folder, api, collector, clip: { path, sizeBytes } },
    targets: { api: `127.0.0.1:${apiPort}`, worker: `127.0.0.1:${workerPort}` },
    jobs: { dance: await api.ended(dance.id), bad: refused },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
