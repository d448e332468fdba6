import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Child,
  freePort,
  isServing,
  startRedis,
  startService,
  startTcpProxy,
  type TcpProxy,
  untilReady,
} from '@dance-pose/local-stack';
import { createApiKey, createTempFolder } from '@dance-pose/runtime';

/** The real API on the disk store with two keys, and a worker after `startWorker`. */
export interface TestBench extends AsyncDisposable {
  readonly folder: string;
  /** Folder of the disk store's objects. */
  readonly objects: string;
  readonly url: string;
  /** The same API through {@link network}. */
  readonly proxiedUrl: string;
  readonly network: TcpProxy;
  /** Proxy between the API and Redis. */
  readonly redisNetwork: TcpProxy;
  readonly keys: { readonly teacher: string; readonly guest: string };
  readonly maxUploadBytes: number;
  readonly maxOpenJobs: number;
  restartApi(): Promise<void>;
  startWorker(): Promise<void>;
}

const maxUploadBytes = 8_000_000;
const maxOpenJobs = 3;

export async function startTestBench(): Promise<TestBench> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await createTempFolder('client')).path;
  const redis = started.use(await startRedis());
  const redisNetwork = started.use(await startTcpProxy(redis.port));
  const port = await freePort();
  const keys = { teacher: createApiKey('teacher'), guest: createApiKey('guest') };
  const dataDir = join(folder, 'store');
  await mkdir(dataDir);
  const env = {
    ...{ REDIS_URL: redis.url, STORE: 'disk', DATA_DIR: dataDir, TEMP_DIR: folder },
    ...{ URL_SECRET: 'a secret of these tests', PORT: `${port}`, HOST: '127.0.0.1' },
    API_KEYS: Object.values(keys)
      .map(({ entry }) => entry)
      .join(','),
    ...{ MAX_UPLOAD_BYTES: `${maxUploadBytes}`, MAX_OPEN_JOBS_PER_CALLER: `${maxOpenJobs}` },
  };
  const apiEnv = { ...env, REDIS_URL: `redis://127.0.0.1:${redisNetwork.port}` };
  const startApi = async (): Promise<Child> => {
    const child = await startService('api', join(folder, 'api.log'), apiEnv);
    await untilReady('The API', child, () => isServing(`http://127.0.0.1:${port}/readyz`));
    return child;
  };
  let api = await startApi();
  started.defer(() => api.stop());
  const network = started.use(await startTcpProxy(port));
  const resources = started.move();
  return {
    ...{ folder, objects: join(dataDir, 'objects'), network, redisNetwork },
    ...{ maxUploadBytes, maxOpenJobs },
    url: `http://127.0.0.1:${port}`,
    proxiedUrl: `http://127.0.0.1:${network.port}`,
    keys: { teacher: keys.teacher.key, guest: keys.guest.key },
    async restartApi() {
      await api.stop('SIGKILL');
      api = await startApi();
    },
    async startWorker() {
      const worker = await startService('worker', join(folder, 'worker.log'), env);
      resources.defer(() => worker.stop());
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Writes a clip of one second of noise without a person; its result has about 2 MB. */
export async function makeClip(path: string): Promise<void> {
  const source = 'testsrc2=size=480x270:rate=15:duration=1,noise=alls=90:allf=t';
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '30', '-pix_fmt', 'yuv420p'];
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...h264, path]);
}
