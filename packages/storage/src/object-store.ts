import type { Readable } from 'node:stream';

export interface ObjectInfo {
  readonly key: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

export interface PutOptions {
  readonly contentType: string;
  /** More bytes than this: the put fails with `UserError('upload-too-large')` and leaves no object. */
  readonly maxBytes?: number;
  /**
   * Aborting leaves no object and no unfinished multipart upload, and rejects with the signal's reason.
   * After the last byte it is too late: the put then ends as if nothing had been said.
   */
  readonly signal?: AbortSignal;
}

export interface SignGetOptions {
  readonly expiresInS: number;
  readonly contentType: string;
  /**
   * `inline` plays in the page, `attachment` saves under `fileName`. Pages (HTML, SVG) are sandboxed, or saved
   * in any case where the store cannot do that.
   */
  readonly disposition: 'inline' | 'attachment';
  readonly fileName: string;
}

export interface SignUploadOptions {
  readonly expiresInS: number;
  /** The store refuses other sizes as far as it can; the size is checked again before a job is made. */
  readonly sizeBytes: number;
  readonly contentType: string;
}

/** How a client sends a file straight to the store. `POST`: a form with `fields` first, then `file`. `PUT`: the body. */
export type SignedUpload =
  | {
      readonly method: 'PUT';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | {
      readonly method: 'POST';
      readonly url: string;
      readonly fields: Readonly<Record<string, string>>;
    };

/**
 * Where uploads and results are. Keys are `/`-separated names of `[A-Za-z0-9._-]`, as `objectKeys` makes them.
 * Every method rejects with `UserError('store-unavailable')` when the store cannot be reached.
 */
export interface ObjectStore extends AsyncDisposable {
  /**
   * Streams an object in with back-pressure; it appears whole or not at all and replaces one of that key.
   * A stream that fails fails the put with its own error; a put that fails destroys the stream.
   */
  put(
    key: string,
    body: Readable | Uint8Array,
    options: PutOptions,
  ): Promise<{ sizeBytes: number }>;
  /** @throws `UserError('not-found')` when there is no such object. */
  get(key: string, signal?: AbortSignal): Promise<Readable>;
  /** `undefined` when there is no such object. */
  head(key: string): Promise<ObjectInfo | undefined>;
  /** Objects whose key starts with the prefix, in key order; with `after` only those whose key comes after it. */
  list(
    prefix: string,
    options?: { readonly after?: string | undefined },
  ): AsyncIterable<ObjectInfo>;
  /**
   * Makes a second object of the same bytes and type, without their passing us; it is as new as any that is
   * put, appears whole or not at all and replaces one that stood there.
   * @throws `UserError('not-found')` when there is no such object.
   */
  copy(fromKey: string, toKey: string): Promise<void>;
  /**
   * Gives an object another key, without its bytes passing us; one that stood there is replaced.
   * @throws `UserError('not-found')` when there is no such object.
   */
  move(fromKey: string, toKey: string): Promise<void>;
  /** Removes every object whose key starts with the prefix; nothing to remove is no error. */
  deletePrefix(prefix: string): Promise<void>;
  /**
   * Removes what puts and uploads to keys of this prefix have left that were begun before that time and never
   * ended, as when their process was killed. A store that does not know the key goes by the time alone.
   * @returns how many there were.
   */
  removeAbandoned(prefix: string, begunBefore: Date): Promise<number>;
  /** A link that reads the object without further credentials until it expires. Disk: may be a path to resolve against the API's origin. */
  signGet(key: string, options: SignGetOptions): Promise<string>;
  signUpload(key: string, options: SignUploadOptions): Promise<SignedUpload>;
  /** Rejects unless the store can be reached and its bucket or folder exists. */
  ping(): Promise<void>;
}
