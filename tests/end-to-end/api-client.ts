import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isEnded, type JobDocument, jobDocumentSchema } from '@dance-pose/contracts';

/** Uses a running stack as a REST client does: through HTTP only. */
export class ApiClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(new URL(path, this.#url), init);
  }

  async submit(path: string, fields: Readonly<Record<string, string>> = {}): Promise<JobDocument> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', await openAsBlob(path), basename(path));
    const response = await this.fetch('/v1/jobs', { method: 'POST', body: form });
    if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
    return jobDocumentSchema.parse(await response.json());
  }

  async get(id: string, headers: Readonly<Record<string, string>> = {}): Promise<JobDocument> {
    const response = await this.fetch(`/v1/jobs/${id}`, { headers });
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    return jobDocumentSchema.parse(await response.json());
  }

  /** Polls, as a client does, until the condition holds. */
  async until(
    id: string,
    holds: (job: JobDocument) => boolean,
    timeoutMs = 60_000,
  ): Promise<JobDocument> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const job = await this.get(id);
      if (holds(job)) return job;
      if (performance.now() > deadline) {
        throw new Error(`job ${id} is still ${job.state} after ${timeoutMs} ms`);
      }
      await sleep(50);
    }
  }

  ended(id: string): Promise<JobDocument> {
    return this.until(id, ({ state }) => isEnded(state));
  }

  /** The result of a job; fails if it has not completed. */
  async completed(id: string): Promise<NonNullable<JobDocument['result']>> {
    const job = await this.ended(id);
    if (job.result === null) throw new Error(`job ${id} is ${job.state}: ${job.error?.message}`);
    return job.result;
  }

  async delete(id: string): Promise<number> {
    return (await this.fetch(`/v1/jobs/${id}`, { method: 'DELETE' })).status;
  }
}

export async function bytesOf(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return Buffer.from(await response.arrayBuffer());
}
