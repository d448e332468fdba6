import type {
  ArtifactName,
  JobDocument,
  JobId,
  JobList,
  JobOptionsInput,
  JobState,
  UploadTicket,
} from '@dance-pose/contracts';
import { UnreachableError } from './api-error.ts';
import { type Download, download, type Receiving } from './download.ts';
import { type Connection, request, requestJson } from './http.ts';
import { followJob, type JobEvent } from './job-events.ts';
import { type Sending, sendFile } from './send-file.ts';

export interface ClientOptions {
  /** Where the service is, such as `https://pose.example.org`; in a page of its own, nothing. */
  readonly baseUrl?: string;
  /** As `dance-pose keys new` printed it. Pages that are signed in need none. */
  readonly apiKey?: string;
  readonly fetch?: typeof fetch;
  /**
   * How long a request may be asked again in all while the service is busy (429) or away for a moment (503), in
   * milliseconds; it names the pauses, and nothing is ever done twice. Default 30,000; in pages 0, where somebody
   * sits before it.
   */
  readonly patienceMs?: number;
}

export interface Waiting {
  readonly signal?: AbortSignal | undefined;
  /** Hears of the job as it is now, and after every change. */
  onChange?(job: JobDocument): void;
}

export interface JobFilter {
  readonly state?: JobState;
  readonly limit?: number;
  readonly cursor?: string;
}

/** What a job is made of: a `File` of a page, or `openAsBlob(path)` with a name in Node. */
export interface NewJobFile {
  readonly file: Blob;
  readonly fileName: string;
  readonly options?: JobOptionsInput;
  /** Sending the same key again never makes a second job. Default: a random one for each call. */
  readonly idempotencyKey?: string;
}

/** Talks to one Dance Pose Analyser. Every method throws `ApiError` when refused, `UnreachableError` when alone. */
export class DancePoseClient {
  readonly #connection: Connection;

  constructor(options: ClientOptions = {}) {
    const { baseUrl = '', apiKey, fetch: given, patienceMs = defaultPatienceMs() } = options;
    this.#connection = {
      patienceMs,
      baseUrl: baseUrl.replace(/\/$/, ''),
      headers: apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` },
      // Called as a method of something else than its window, a browser's own refuses.
      fetch: given ?? ((...call) => fetch(...call)),
    };
  }

  /** Sends a clip or photo through the service; the job is queued when this resolves. */
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
   * Sends a clip or photo straight to the store, then makes a job of it: the API carries none of its bytes. Where
   * the store cannot be reached from here the file goes through the API after all.
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
      // Perhaps only the answer got lost: asking again gives the job that was made, if one was.
      if (error instanceof UnreachableError) return make();
      throw error;
    });
  }

  get(id: JobId, signal?: AbortSignal): Promise<JobDocument> {
    return requestJson(this.#connection, `/v1/jobs/${id}`, { signal });
  }

  /** Newest first, a page at a time. */
  list(filter: JobFilter = {}, signal?: AbortSignal): Promise<JobList> {
    const query = new URLSearchParams(
      Object.entries(filter).map(([name, value]) => [name, String(value)]),
    );
    return requestJson(this.#connection, `/v1/jobs?${query}`, { signal });
  }

  /** All of them, newest first, asking for the next page when it is wanted. */
  async *all(filter: JobFilter = {}, signal?: AbortSignal): AsyncGenerator<JobDocument> {
    let { cursor } = filter;
    do {
      const page = await this.list(cursor === undefined ? filter : { ...filter, cursor }, signal);
      yield* page.jobs;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** The job now and after every change, until it has ended or was deleted; broken streams are taken up again. */
  follow(id: JobId, signal?: AbortSignal): AsyncGenerator<JobEvent> {
    return followJob(this.#connection, `/v1/jobs/${id}/events`, signal);
  }

  /** The job once it has ended, well or not; `undefined`: it was deleted meanwhile. */
  async wait(id: JobId, { signal, onChange }: Waiting = {}): Promise<JobDocument | undefined> {
    let last: JobDocument | undefined;
    for await (const { job } of this.follow(id, signal)) {
      last = job;
      if (job !== undefined) onChange?.(job);
    }
    return last;
  }

  /** A queued job is cancelled at once, an active one within two seconds. */
  cancel(id: JobId): Promise<JobDocument> {
    return this.#post(`/v1/jobs/${id}/cancel`, undefined);
  }

  /** A failed or cancelled job goes back into the queue, under the same id. */
  retry(id: JobId): Promise<JobDocument> {
    return this.#post(`/v1/jobs/${id}/retry`, undefined);
  }

  /** Stops the job and removes all of its files. */
  async remove(id: JobId): Promise<void> {
    await request(this.#connection, `/v1/jobs/${id}`, { method: 'DELETE', keepalive: true });
  }

  /** Measures the stored landmarks again; the new job keeps the video. */
  reanalyse(id: JobId, options: Pick<JobOptionsInput, 'analysis'>): Promise<JobDocument> {
    return this.#post(`/v1/jobs/${id}/reanalyse`, options);
  }

  /** Draws the stored landmarks again, and measures them again as well. */
  rerender(
    id: JobId,
    options: Pick<JobOptionsInput, 'overlay' | 'smoothing' | 'encode' | 'analysis'>,
  ): Promise<JobDocument> {
    return this.#post(`/v1/jobs/${id}/rerender`, options);
  }

  /** One of the job's files; `new Response(stream)` has it as a blob, text or JSON. */
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

const defaultPatienceMs = (): number => (typeof document === 'undefined' ? 30_000 : 0);

const withKey = (job: NewJobFile): NewJobFile => ({ idempotencyKey: randomKey(), ...job });

/** Not `randomUUID`: pages have that only where they come by https or from this machine. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-');

const keyHeader = ({ idempotencyKey }: NewJobFile): Record<string, string> =>
  idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey };
