import type {
  ArtifactName,
  JobDocument,
  JobId,
  JobList,
  JobOptionsInput,
  JobState,
  MomentClip,
  OptionChanges,
  UploadTicket,
} from '@dance-pose/contracts';
import { UnreachableError } from './api-error.ts';
import { type Download, download, type Receiving } from './download.ts';
import { type Connection, request, requestJson } from './http.ts';
import { followJob, type JobEvent } from './job-events.ts';
import { pause } from './pause.ts';
import { type Sending, sendFile } from './send-file.ts';

export interface ClientOptions {
  /** URL of the service, such as `https://pose.example.org`. Default: the origin of the page. */
  readonly baseUrl?: string;
  /** A key as printed by `dance-pose keys new`. Pages with a signed-in session need none. */
  readonly apiKey?: string;
  readonly fetch?: typeof fetch;
  /**
   * Time in milliseconds during which a request is retried while the service is busy (429) or briefly unavailable
   * (503). The pauses follow `Retry-After`, and only requests that are safe to repeat are retried. Default: 30,000;
   * 0 in browsers, where a user can decide.
   */
  readonly patienceMs?: number;
}

export interface Waiting {
  readonly signal?: AbortSignal | undefined;
  /** Receives the current job, and the job after every change. */
  onChange?(job: JobDocument): void;
}

export interface JobFilter {
  readonly state?: JobState;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Input of a new job: a `File` in a browser, or `openAsBlob(path)` with a name in Node. */
export interface NewJobFile {
  readonly file: Blob;
  readonly fileName: string;
  readonly options?: JobOptionsInput;
  /** Requests with the same key create at most one job. Default: a random key for each call. */
  readonly idempotencyKey?: string;
}

/** Client of a Dance Pose Analyser. Methods throw `ApiError` if refused, `UnreachableError` without a response. */
export class DancePoseClient {
  readonly #connection: Connection;

  constructor(options: ClientOptions = {}) {
    const { baseUrl = '', apiKey, fetch: given, patienceMs = defaultPatienceMs() } = options;
    this.#connection = {
      patienceMs,
      baseUrl: baseUrl.replace(/\/$/, ''),
      headers: apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` },
      // A browser's fetch throws if it is called as a method of another object than its window.
      fetch: given ?? ((...call) => fetch(...call)),
    };
  }

  /** Uploads a clip or picture through the API; the job is queued when this resolves. */
  async submit(given: NewJobFile, sending: Sending = {}): Promise<JobDocument> {
    const job = withKey(given);
    const { baseUrl, headers } = this.#connection;
    const text = await sendFile(
      this.#connection,
      {
        method: 'POST',
        url: `${baseUrl}/v1/jobs`,
        headers: { ...headers, ...keyHeader(job) },
        fields: job.options === undefined ? {} : { options: JSON.stringify(job.options) },
        file: job.file,
        fileName: job.fileName,
      },
      sending,
    );
    return JSON.parse(text) as JobDocument;
  }

  /**
   * Uploads a clip or picture directly to the store, then creates a job: the bytes do not pass through the API.
   * Falls back to `submit` if the store cannot be reached from here.
   */
  async submitDirectly(given: NewJobFile, sending: Sending = {}): Promise<JobDocument> {
    const job = withKey(given);
    const { signal } = sending;
    const announced = { filename: job.fileName, sizeBytes: job.file.size };
    const { uploadId, upload } = await this.#post<UploadTicket>('/v1/uploads', announced, signal);
    try {
      await this.#sendAs(upload, job, sending);
    } catch (error) {
      if (error instanceof UnreachableError) return this.submit(job, sending);
      throw error;
    }
    const { options = {} } = job;
    const make = (): Promise<JobDocument> =>
      requestJson(this.#connection, '/v1/jobs', {
        ...{ method: 'POST', body: { uploadId, options }, headers: keyHeader(job), signal },
      });
    return make().catch((error: unknown) => {
      // Possibly only the response was lost: a repeated request returns the job if it was created.
      if (error instanceof UnreachableError) return make();
      throw error;
    });
  }

  get(id: JobId, signal?: AbortSignal): Promise<JobDocument> {
    return requestJson(this.#connection, `/v1/jobs/${id}`, { signal });
  }

  /** Lists jobs, newest first, one page at a time. */
  list(filter: JobFilter = {}, signal?: AbortSignal): Promise<JobList> {
    const query = new URLSearchParams(
      Object.entries(filter).map(([name, value]) => [name, String(value)]),
    );
    return requestJson(this.#connection, `/v1/jobs?${query}`, { signal });
  }

  /** Yields all jobs, newest first; requests the next page on demand. */
  async *all(filter: JobFilter = {}, signal?: AbortSignal): AsyncGenerator<JobDocument> {
    let { cursor } = filter;
    do {
      const page = await this.list(cursor === undefined ? filter : { ...filter, cursor }, signal);
      yield* page.jobs;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** Yields the current job and the job after every change, until it ends or is deleted; reconnects broken streams. */
  follow(id: JobId, signal?: AbortSignal): AsyncGenerator<JobEvent> {
    return followJob(this.#connection, `/v1/jobs/${id}/events`, signal);
  }

  /** Waits until the job has completed, failed or been cancelled; `undefined`: it was deleted. */
  async wait(id: JobId, { signal, onChange }: Waiting = {}): Promise<JobDocument | undefined> {
    let last: JobDocument | undefined;
    for await (const { job } of this.follow(id, signal)) {
      last = job;
      if (job !== undefined) onChange?.(job);
    }
    return last;
  }

  /** Cancels a queued job at once, an active one within two seconds. */
  cancel(id: JobId): Promise<JobDocument> {
    return this.#post(`/v1/jobs/${id}/cancel`, undefined);
  }

  /** Puts a failed or cancelled job back into the queue, under the same id. */
  retry(id: JobId): Promise<JobDocument> {
    return this.#post(`/v1/jobs/${id}/retry`, undefined);
  }

  /** Stops the job and removes all its files. */
  async remove(id: JobId): Promise<void> {
    await request(this.#connection, `/v1/jobs/${id}`, { method: 'DELETE', keepalive: true });
  }

  /** Creates a job that measures the stored landmarks with other options and keeps the video. */
  reanalyse(
    id: JobId,
    options: Pick<JobOptionsInput, 'analysis'> & Pick<OptionChanges, 'music'>,
  ): Promise<JobDocument> {
    return this.#post(`/v1/jobs/${id}/reanalyse`, options);
  }

  /** Creates a job that measures the stored landmarks and renders the video with other options. */
  rerender(
    id: JobId,
    options: Pick<JobOptionsInput, 'overlay' | 'smoothing' | 'encode' | 'analysis'> &
      Pick<OptionChanges, 'music'>,
  ): Promise<JobDocument> {
    return this.#post(`/v1/jobs/${id}/rerender`, options);
  }

  /**
   * Has the video of a moment cut, and waits for it; `moment` is its index in the report's moments.
   * @returns the address that redirects to the video.
   */
  async cutMoment(id: JobId, moment: number, signal?: AbortSignal): Promise<string> {
    for (;;) {
      const clip = await requestJson<MomentClip>(this.#connection, momentPath(id, moment), {
        ...{ method: 'POST', headers: { Prefer: `wait=${momentWaitS}` }, signal },
      });
      if (clip.state === 'ready') return clip.links.self;
      // Behind a proxy that does not pass the preference on, the answer comes at once.
      await pause(1000, signal);
    }
  }

  /** The video of a moment, an MP4, which is cut first if need be. */
  async momentVideo(
    id: JobId,
    moment: number,
    signal?: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    await this.cutMoment(id, moment, signal);
    const { body } = await request(this.#connection, momentPath(id, moment), { signal });
    if (body === null) throw new UnreachableError('The service sent no video.');
    return body;
  }

  /** Downloads an artifact of the job; `new Response(stream)` converts it to a blob, text or JSON. */
  download(id: JobId, name: ArtifactName, receiving?: Receiving): Promise<Download> {
    return download(this.#connection, id, name, receiving);
  }

  #sendAs(upload: UploadTicket['upload'], job: NewJobFile, sending: Sending): Promise<string> {
    const { method, url } = upload;
    const { file, fileName } = job;
    const form =
      upload.method === 'POST'
        ? { method, url, headers: {}, fields: upload.fields, file, fileName }
        : { method, url, headers: upload.headers, fields: {}, file, fileName: undefined };
    return sendFile(this.#connection, form, sending);
  }

  #post<Body>(path: string, body: unknown, signal?: AbortSignal): Promise<Body> {
    return requestJson(this.#connection, path, { method: 'POST', body, signal });
  }
}

const momentPath = (id: JobId, moment: number): string => `/v1/jobs/${id}/moments/${moment}/clip`;

/** A cut takes a second or two, after those that were asked for before. */
const momentWaitS = 30;

const defaultPatienceMs = (): number => (typeof document === 'undefined' ? 30_000 : 0);

const withKey = (job: NewJobFile): NewJobFile => ({ idempotencyKey: randomKey(), ...job });

/** Replaces `randomUUID`, which pages have only in secure contexts (https or localhost). */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-');

const keyHeader = ({ idempotencyKey }: NewJobFile): Record<string, string> =>
  idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey };
