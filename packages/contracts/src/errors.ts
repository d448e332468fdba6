interface ErrorKind {
  /** HTTP status of the problem document. */
  readonly status: number;
  /** True if the same request or job may succeed later without a change. */
  readonly retryable: boolean;
  /** RFC 9457 `title`: the kind of problem, the same for every occurrence. */
  readonly title: string;
}

/** Every error that a user can see. The set is closed: a new error starts with an entry here. */
export const errorKinds = {
  // The request
  'invalid-request': { status: 400, retryable: false, title: 'The request is not valid' },
  'invalid-options': { status: 400, retryable: false, title: 'The options are not valid' },
  unauthorized: { status: 401, retryable: false, title: 'An API key is required' },
  forbidden: { status: 403, retryable: false, title: 'This link is not valid or has expired' },
  'origin-not-allowed': {
    status: 403,
    retryable: false,
    title: 'This origin is not allowed',
  },
  'not-found': { status: 404, retryable: false, title: 'Not found' },
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
  'no-video': { status: 422, retryable: false, title: 'The file has no video or picture' },
  'too-long': { status: 422, retryable: false, title: 'The clip is too long' },
  'too-many-pixels': { status: 422, retryable: false, title: 'The picture is too large' },
  'too-many-frames': { status: 422, retryable: false, title: 'The clip has too many frames' },
  'analysis-unreadable': {
    status: 422,
    retryable: false,
    title: 'The data of an earlier analysis could not be read',
  },
  'too-much-memory': { status: 422, retryable: false, title: 'The file needs too much memory' },
  // The service
  cancelled: { status: 409, retryable: false, title: 'The job was cancelled' },
  'input-missing': { status: 410, retryable: false, title: 'The uploaded file no longer exists' },
  'processing-timeout': { status: 504, retryable: true, title: 'The job took too long' },
  'worker-lost': {
    status: 500,
    retryable: true,
    title: 'The worker stopped during the job',
  },
  'queue-unavailable': { status: 503, retryable: true, title: 'The job queue cannot be reached' },
  'store-unavailable': {
    status: 503,
    retryable: true,
    title: 'The object store cannot be reached',
  },
  internal: { status: 500, retryable: true, title: 'Internal error' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

export const errorCodes = Object.keys(errorKinds) as [ErrorCode, ...ErrorCode[]];

/** A field of the request that is not valid, with a path such as `overlay.style`. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface UserErrorOptions {
  readonly fields?: readonly FieldError[];
  readonly cause?: unknown;
}

/**
 * An error with a message for the user: the rule, the actual value, the limit, the next step. Every other error is
 * a bug and is shown as `internal`.
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

/** Errors caused by the file itself: a retry cannot help, and the CLI exits with 3. */
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
