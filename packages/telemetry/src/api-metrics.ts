/** What the API tells of its work. Nothing that grows with users, jobs or files may be told: each value is a series. */
export interface ApiMetrics {
  requestEnded(request: EndedRequest): void;
  /** A job was made of a clip that came in a form, or straight to the store. */
  clipTaken(via: ClipPath, sizeBytes: number): void;
}

export interface EndedRequest {
  /** One of HTTP's usual ones, or `_OTHER`: strangers can send any word. */
  readonly method: string;
  /** The pattern that the path matched, such as `/v1/jobs/:id`; never the path itself. */
  readonly route: string;
  /** Of the answer; `aborted` when the client did not wait for it. */
  readonly status: number | 'aborted';
  readonly seconds: number;
}

type ClipPath = (typeof clipPaths)[number];
export const clipPaths = ['form', 'store'] as const;

export const silentApiMetrics: ApiMetrics = { requestEnded() {}, clipTaken() {} };
