interface ErrorKind {
  /** HTTP status of the problem document. */
  readonly status: number;
  /** Whether the same request or job may succeed when tried again unchanged. */
  readonly retryable: boolean;
  /** RFC 9457 `title`: the kind of problem, the same for every occurrence. */
  readonly title: string;
}

/** Every error that a user can see. The set is closed: a new error starts with a line here. */
export const errorKinds = {
  // The request
  'invalid-request': { status: 400, retryable: false, title: 'The request is not valid' },
  'invalid-options': { status: 400, retryable: false, title: 'The options are not valid' },
  unauthorized: { status: 401, retryable: false, title: 'An API key is needed' },
  forbidden: { status: 403, retryable: false, title: 'This link is not valid or has expired' },
  'origin-not-allowed': {
    status: 403,
    retryable: false,
    title: 'This address may not be used from there',
  },
  'not-found': { status: 404, retryable: false, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, retryable: false, title: 'This method is not allowed here' },
  'job-not-finished': { status: 409, retryable: true, title: 'The job has not finished yet' },
  'job-has-no-result': { status: 409, retryable: false, title: 'The job has no such result' },
  'job-already-finished': { status: 409, retryable: false, title: 'The job has already ended' },
  'request-in-progress': {
    status: 409,
    retryable: true,
    title: 'A request with this Idempotency-Key is still in progress',
  },
  'upload-too-large': { status: 413, retryable: false, title: 'The file is too large' },
  'idempotency-key-reused': {
    status: 422,
    retryable: false,
    title: 'This Idempotency-Key was used for another request',
  },
  'upload-missing': { status: 422, retryable: true, title: 'The file has not been uploaded yet' },
  'too-many-requests': { status: 429, retryable: true, title: 'Too many requests' },
  // The file
  'unsupported-format': {
    status: 415,
    retryable: false,
    title: 'This file format is not supported',
  },
  'unreadable-media': { status: 422, retryable: false, title: 'The file could not be read' },
  'no-video': { status: 422, retryable: false, title: 'The file has no picture in it' },
  'too-long': { status: 422, retryable: false, title: 'The clip is too long' },
  'too-many-pixels': { status: 422, retryable: false, title: 'The picture is too large' },
  'too-many-frames': { status: 422, retryable: false, title: 'The clip has too many frames' },
  'analysis-unreadable': {
    status: 422,
    retryable: false,
    title: 'What was kept of an earlier analysis could not be read',
  },
  'too-much-memory': { status: 422, retryable: false, title: 'The file takes too much memory' },
  // The service
  cancelled: { status: 409, retryable: false, title: 'The job was cancelled' },
  'input-missing': { status: 410, retryable: false, title: 'The uploaded file is no longer there' },
  'processing-timeout': { status: 504, retryable: true, title: 'The job took too long' },
  'worker-lost': {
    status: 500,
    retryable: true,
    title: 'The worker stopped in the middle of the job',
  },
  'queue-unavailable': { status: 503, retryable: true, title: 'The job queue cannot be reached' },
  'store-unavailable': {
    status: 503,
    retryable: true,
    title: 'The object store cannot be reached',
  },
  internal: { status: 500, retryable: true, title: 'Something went wrong on our side' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

export const errorCodes = Object.keys(errorKinds) as [ErrorCode, ...ErrorCode[]];

/** One field of the request that broke a rule; `path` as in `overlay.style`. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface UserErrorOptions {
  readonly fields?: readonly FieldError[];
  readonly cause?: unknown;
}

/**
 * An error whose message is meant for the user: the rule, the actual value, the limit, the next step.
 * Everything else that is thrown is a fault of ours and is shown as `internal`.
 */
export class UserError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];

  constructor(code: ErrorCode, message: string, options: UserErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UserError';
    this.code = code;
    this.fields = options.fields ?? [];
  }

  get kind(): ErrorKind {
    return errorKinds[this.code];
  }
}

/** The file itself is the reason: trying again cannot help, the CLI exits with 3. */
export const fileRefusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'unsupported-format',
  'unreadable-media',
  'no-video',
  'too-long',
  'too-many-pixels',
  'too-many-frames',
  'too-much-memory',
  'analysis-unreadable',
  'upload-too-large',
]);
