import { type JobId, objectKeys, UserError } from '@dance-pose/contracts';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';
import type { Call } from '../http/endpoint.ts';
import { cleanFileName } from './file-name.ts';
import { formProblem } from './form-problem.ts';

type File = Express.Multer.File;
export type StoringCall = Pick<Call, 'store' | 'maxUploadBytes' | 'clientGone'>;

/** Multer's storage engine for the only file of a request: writes it to the input object of a job. */
export class FileIntoStore implements StorageEngine {
  /** Set when the whole file is in the store. */
  stored: { readonly fileName: string; readonly sizeBytes: number } | undefined;
  /** The error that kept the file out of the store; a `UserError` if the client caused it. */
  failure: unknown;
  /** Called at once; multer reports an error only after it has read everything that the client sends. */
  onFailure: (reason: unknown) => void = () => {};

  readonly #call: StoringCall;
  readonly #id: JobId;
  #work: Promise<void> = Promise.resolve();

  constructor(call: StoringCall, id: JobId) {
    this.#call = call;
    this.#id = id;
  }

  _handleFile(_request: Request, file: File, done: (error?: unknown) => void): void {
    this.#work = this.#store(file).then(
      () => done(),
      (error: unknown) => {
        this.failure = error;
        this.onFailure(error);
        done(error);
      },
    );
  }

  /** Called if the file arrived whole but the rest of the form did not. */
  _removeFile(_request: Request, _file: File, done: (error: Error | null) => void): void {
    this.stored = undefined;
    this.#work = this.#remove().then(
      () => done(null),
      (error: unknown) => {
        this.failure = error;
        done(error as Error);
      },
    );
  }

  /** Resolves, also after a failure, when no write or removal is running. */
  async settled(): Promise<void> {
    let awaited: Promise<void> | undefined;
    while (awaited !== this.#work) {
      awaited = this.#work;
      await awaited;
    }
  }

  async #store(file: File): Promise<void> {
    const { clientGone, store, maxUploadBytes } = this.#call;
    try {
      const { sizeBytes } = await store.put(objectKeys.input(this.#id), file.stream, {
        contentType: 'application/octet-stream',
        maxBytes: maxUploadBytes,
        signal: clientGone,
      });
      if (sizeBytes === 0) {
        await this.#remove();
        throw new UserError('invalid-request', 'The file is empty.', {
          fields: [{ path: 'file', message: 'is empty' }],
        });
      }
      this.stored = { fileName: cleanFileName(file.originalname), sizeBytes };
    } catch (error) {
      if (error instanceof UserError) throw error;
      // The form ended in the middle of the file: the store only passes on the error of its input.
      throw file.stream.errored === null ? error : formProblem(file.stream.errored);
    }
  }

  #remove(): Promise<void> {
    return this.#call.store.deletePrefix(objectKeys.jobPrefix(this.#id));
  }
}
