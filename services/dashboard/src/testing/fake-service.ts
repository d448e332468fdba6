import type { JobDocument, JobId } from '@dance-pose/contracts';
import { afterEach, beforeEach } from '@jest/globals';

interface SeenRequest {
  /** Such as `POST /v1/jobs/…/retry`. */
  readonly line: string;
  readonly body: unknown;
}

/** The reply to a request; an error stands for a broken connection, `pending` for a reply that never comes. */
type Reply = { readonly status: number; readonly body?: unknown } | Error | 'pending';

export interface FakeService {
  readonly seen: readonly SeenRequest[];
  /** Answers requests from now on. */
  on(line: string, reply: Reply): void;
}

/** Answers the page's requests in every test of a suite; a request without a reply is a 404. */
export function fakeService(): FakeService {
  const replies = new Map<string, Reply>();
  const seen: SeenRequest[] = [];
  const real = globalThis.fetch;
  beforeEach(() => {
    replies.clear();
    seen.length = 0;
    globalThis.fetch = async (input, init) => {
      const { pathname, search } = new URL(String(input), location.origin);
      const line = `${init?.method ?? 'GET'} ${pathname}${search}`;
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : init?.body;
      seen.push({ line, body });
      const reply = replies.get(line) ?? { status: 404, body: problem(404, 'not-found', 'Gone.') };
      if (reply === 'pending') return new Promise(() => {});
      if (reply instanceof Error) throw reply;
      if (reply.body === undefined) return new Response(null, { status: reply.status });
      return Response.json(reply.body, { status: reply.status });
    };
  });
  afterEach(() => {
    globalThis.fetch = real;
  });
  return { seen, on: (line, reply) => void replies.set(line, reply) };
}

export const problem = (status: number, code: string, detail: string) => ({
  type: `about:blank#${code}`,
  title: 'A problem',
  ...{ status, code, detail },
});

const id = 'a'.repeat(32) as JobId;

/** A queued job, changed as given. */
export const someJob = (changes: Partial<JobDocument> = {}): JobDocument => ({
  id,
  state: 'queued',
  createdAt: '2026-01-01T10:00:00.000Z',
  ...{ startedAt: null, finishedAt: null, expiresAt: null, attempts: 0 },
  options: {
    model: 'full',
    smoothing: 'light',
    overlay: {
      ...{ style: 'skeleton', colour: 'orange-blue', angleJoints: ['knee'] },
      ...{ showAngles: false, showTrails: false, showBeats: false, showCentreOfMass: false },
    },
    ...{ minDetectionConfidence: 0.5, minPresenceConfidence: 0.5, minTrackingConfidence: 0.5 },
    analysis: { cutoffHz: 6, minVisibility: 0.5, exports: [] },
    music: {},
    encode: { preset: 'veryfast', crf: 23 },
  },
  source: { fileName: 'dance.mp4', sizeBytes: 1000 },
  ...{ input: null, progress: null, result: null, error: null },
  links: { self: `/v1/jobs/${id}`, events: `/v1/jobs/${id}/events` },
  ...changes,
});
