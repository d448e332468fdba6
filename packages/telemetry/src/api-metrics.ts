/** Metrics of the API. Labels must not grow with users, jobs or files: each value is a time series. */
export interface ApiMetrics {
  requestEnded(request: EndedRequest): void;
  /** A job was created from a clip that arrived in a form, or directly in the store. */
  inputAccepted(via: UploadPath, sizeBytes: number): void;
}

export interface EndedRequest {
  /** A standard HTTP method, or `_OTHER`: clients can send any word. */
  readonly method: string;
  /** Pattern of the route, such as `/v1/jobs/:id`; never the path itself. */
  readonly route: string;
  /** Status of the response; `aborted` if the client disconnected before it was complete. */
  readonly status: number | 'aborted';
  readonly seconds: number;
}

type UploadPath = (typeof uploadPaths)[number];
export const uploadPaths = ['form', 'store'] as const;

export const silentApiMetrics: ApiMetrics = { requestEnded() {}, inputAccepted() {} };
