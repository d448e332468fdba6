import { openAsBlob } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  isEnded,
  type JobDocument,
  type JobList,
  jobDocumentSchema,
  jobListSchema,
} from '@dance-pose/contracts';

const pollMs = 500;

/** The few requests that the demo makes, over HTTP as any client would. */
export class JobClient {
  readonly url: string;
  readonly #signal: AbortSignal;

  constructor(url: string, signal: AbortSignal) {
    this.url = url;
    this.#signal = signal;
  }

  /** Sends the file; the job is queued when this fulfils. */
  async submit(file: string, fileName: string): Promise<JobDocument> {
    const body = new FormData();
    body.set('file', await openAsBlob(file), fileName);
    return jobDocumentSchema.parse(await this.#request('/v1/jobs', { method: 'POST', body }));
  }

  /** The newest jobs, as many as one page has. */
  async list(): Promise<JobList> {
    return jobListSchema.parse(await this.#request('/v1/jobs?limit=100'));
  }

  /** Undefined when there is no such job. */
  async find(id: string): Promise<JobDocument | undefined> {
    const response = await this.#fetch(`/v1/jobs/${id}`);
    return response.status === 404 ? undefined : jobDocumentSchema.parse(await bodyOf(response));
  }

  /** The job now and every half second, until it has ended. */
  async *follow(id: string): AsyncGenerator<JobDocument> {
    while (true) {
      const job = jobDocumentSchema.parse(await this.#request(`/v1/jobs/${id}`));
      yield job;
      if (isEnded(job.state)) return;
      await sleep(pollMs, undefined, { signal: this.#signal });
    }
  }

  async #request(path: string, init?: RequestInit): Promise<unknown> {
    return bodyOf(await this.#fetch(path, init));
  }

  #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.url), { ...init, signal: this.#signal });
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  throw new Error(`${response.url} was answered with ${response.status}: ${await response.text()}`);
}
