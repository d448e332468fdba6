import type { Readable } from 'node:stream';

export interface ObjectInfo {
  readonly key: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

export interface PutOptions {
  readonly contentType: string;
  /** With a larger body the put fails with `UserError('upload-too-large')` and leaves no object. */
  readonly maxBytes?: number;
  /**
   * Aborting leaves no object and no unfinished multipart upload, and rejects with the signal's reason.
   * An abort after the last byte has no effect.
   */
  readonly signal?: AbortSignal;
}

export interface SignGetOptions {
  readonly expiresInS: number;
  readonly contentType: string;
  /**
   * `inline` opens in the browser, `attachment` saves as `fileName`. Pages (HTML, SVG) are sandboxed; a store
   * that cannot do that always serves them as `attachment`.
   */
  readonly disposition: 'inline' | 'attachment';
  readonly fileName: string;
}

export interface SignUploadOptions {
  readonly expiresInS: number;
  /** Exact size of the body. Not every store enforces it, so the API checks it again before it creates a job. */
  readonly sizeBytes: number;
  readonly contentType: string;
}

/**
 * A signed request with which a client uploads directly to the store. `POST`: a multipart form with `fields` first, then `file`.
 * `PUT`: the file is the body.
 */
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
 * Stores inputs, artifacts and job records. Keys are `/`-separated names of `[A-Za-z0-9._-]`, built by
 * `objectKeys`. Every method rejects with `UserError('store-unavailable')` when the store cannot be reached.
 */
export interface ObjectStore extends AsyncDisposable {
  /**
   * Streams an object in with back-pressure. It appears complete or not at all, and replaces an object of that key.
   * If the stream fails, the put rejects with the stream's error; if the put fails, it destroys the stream.
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
  /** Yields the objects whose key starts with the prefix, in key order; with `after`, only later keys. */
  list(
    prefix: string,
    options?: { readonly after?: string | undefined },
  ): AsyncIterable<ObjectInfo>;
  /**
   * Copies an object with its content type inside the store. The copy gets a new modification time, appears
   * complete or not at all, and replaces an object of that key.
   * @throws `UserError('not-found')` when there is no such object.
   */
  copy(fromKey: string, toKey: string): Promise<void>;
  /**
   * Moves an object to another key inside the store, and replaces an object of that key.
   * @throws `UserError('not-found')` when there is no such object.
   */
  move(fromKey: string, toKey: string): Promise<void>;
  /** Removes every object whose key starts with the prefix; it is no error if there is none. */
  deletePrefix(prefix: string): Promise<void>;
  /**
   * Removes unfinished puts and uploads below the prefix that started before the given time, such as those of
   * killed processes. A store that does not record the key of a put goes by the time only.
   * @returns their number.
   */
  removeAbandoned(prefix: string, startedBefore: Date): Promise<number>;
  /**
   * Returns a link that reads the object without further credentials until it expires. The disk store may
   * return a path, to be resolved against the API's origin.
   */
  signGet(key: string, options: SignGetOptions): Promise<string>;
  signUpload(key: string, options: SignUploadOptions): Promise<SignedUpload>;
  /** Rejects unless the store can be reached and its bucket or folder exists. */
  ping(): Promise<void>;
}
