import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type JobDocument, type JobOptionsInput, jobDocumentSchema } from '@dance-pose/contracts';
import { freePort, isServing, startService, startStack, untilReady } from '@dance-pose/local-stack';
import { createApiKey, createTempFolder } from '@dance-pose/runtime';
import { ffmpeg, makeDanceClip } from '../end-to-end/media.ts';

/** The whole service behind a key, and clips for it. */
export interface Stand extends AsyncDisposable {
  readonly url: string;
  readonly key: string;
  /** Two seconds of the synthetic dancer; one picture of it; minutes of it; no video at all. */
  readonly clips: Readonly<Record<'dance' | 'photo' | 'long' | 'bad', string>>;
  /** Asks the service past the browser. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Newest first. */
  jobs(): Promise<readonly JobDocument[]>;
  /** The id of the newest completed job of a file. */
  completed(fileName: string): Promise<string>;
  submit(path: string, options: JobOptionsInput): Promise<JobDocument>;
  /** The API ends, and what is done meanwhile finds none; then there is a new one at the same address. */
  withoutApi(meanwhile: () => Promise<void>): Promise<void>;
}

export async function openStand(): Promise<Stand> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await createTempFolder('browser')).path;
  const { key, entry } = createApiKey('teacher');
  const [dataDir, port] = [join(folder, 'data'), await freePort()];
  const env = { TEMP_DIR: folder, API_KEYS: entry };
  const stack = opened.use(await startStack({ dataDir, port, env }));
  const { url } = stack;
  const clips = await makeClips(folder);
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, { ...init, headers: { Authorization: `Bearer ${key}` } });
  const jobs = async (): Promise<readonly JobDocument[]> =>
    ((await (await ask('/v1/jobs')).json()) as { jobs: JobDocument[] }).jobs;
  const resources = opened.move();
  return {
    ...{ url, key, clips, ask, jobs },
    async completed(fileName) {
      const found = (await jobs()).find(
        ({ source, state }) => source.fileName === fileName && state === 'completed',
      );
      return found?.id ?? 'none';
    },
    async submit(path, options) {
      const form = new FormData();
      form.set('options', JSON.stringify(options));
      form.set('file', new Blob([await readFile(path)]), path.slice(path.lastIndexOf('/') + 1));
      const response = await ask('/v1/jobs', { method: 'POST', body: form });
      return jobDocumentSchema.parse(await response.json());
    },
    async withoutApi(meanwhile) {
      await stack.api.stop();
      await meanwhile();
      const secret = await readFile(join(dataDir, 'url-secret'), 'utf8');
      const api = await startService('api', join(folder, 'second-api.log'), {
        ...{ ...env, REDIS_URL: stack.redisUrl, PORT: `${port}` },
        ...{ STORE: 'disk', DATA_DIR: join(dataDir, 'objects'), URL_SECRET: secret },
      });
      resources.defer(() => api.stop());
      await untilReady('The API', api, () => isServing(`${url}/readyz`));
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function makeClips(folder: string): Promise<Stand['clips']> {
  const dance = await makeDanceClip(folder);
  const [photo, long, bad] = ['photo.png', 'long.mp4', 'bad.mp4'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await ffmpeg(['-ss', '1', '-i', dance, '-frames:v', '1', photo]);
  await ffmpeg(['-stream_loop', '59', '-i', dance, '-c', 'copy', long]);
  // A whole file, and nobody would know before it is read that there is no picture in it.
  await ffmpeg(['-i', dance, '-vn', '-c', 'copy', bad]);
  return { dance, photo, long, bad };
}
