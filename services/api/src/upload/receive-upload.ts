import { type JobId, UserError } from '@dance-pose/contracts';
import multer from 'multer';
import type { Call } from '../http/endpoint.ts';
import { FileIntoStore, type StoringCall } from './file-into-store.ts';
import type { FormFields } from './form-options.ts';
import { formProblem } from './form-problem.ts';

export interface ReceivedUpload {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly fields: FormFields;
}

export type UploadCall = StoringCall & Pick<Call, 'request' | 'response' | 'uploadSlots'>;

/** Limits for the form around the file: generous, and small enough for memory. */
const formLimits = {
  files: 1,
  fields: 50,
  fieldNameSize: 100,
  fieldSize: 64 * 1024,
  headerPairs: 50,
  // Option names have dots; multer would build objects of its own from brackets.
  fieldNestingDepth: 0,
};
/** A form is a little larger than its file. */
const formOverheadBytes = 1024 * 1024;

/**
 * Streams the field `file` of a multipart request into the store as the input of job `id`, in constant memory.
 * If it rejects, nothing is left in the store.
 */
export async function receiveUpload(call: UploadCall, id: JobId): Promise<ReceivedUpload> {
  refuseByHeaders(call);
  using _slot = call.uploadSlots.take();
  const file = new FileIntoStore(call, id);
  try {
    await parseForm(call, file);
  } catch (error) {
    // This error may only be a consequence; the store knows the cause once it has finished.
    await file.settled();
    throw file.failure ?? formProblem(error);
  } finally {
    await file.settled();
  }
  if (file.stored === undefined) {
    throw new UserError('invalid-request', 'Send the clip in the form field `file`.', {
      fields: [{ path: 'file', message: 'is missing' }],
    });
  }
  return { ...file.stored, fields: call.request.body };
}

function refuseByHeaders({ request, maxUploadBytes }: UploadCall): void {
  if (!request.is('multipart/form-data')) {
    throw new UserError(
      'invalid-request',
      'Send multipart/form-data with the clip in the field `file`, or JSON with an `uploadId`.',
    );
  }
  const length = Number(request.get('content-length') ?? 0);
  if (length > maxUploadBytes + formOverheadBytes) throw tooLarge(length, maxUploadBytes);
}

export function tooLarge(sizeBytes: number, maxBytes: number): UserError {
  return new UserError(
    'upload-too-large',
    `The upload has ${grouped(sizeBytes)} bytes; the limit is ${grouped(maxBytes)}. Trim the clip or lower its quality.`,
  );
}

const grouped = (count: number): string => count.toLocaleString('en');

/** Resolves when the whole form has been read; rejects as soon as the file cannot be stored. */
function parseForm(
  { request, response }: Pick<Call, 'request' | 'response'>,
  file: FileIntoStore,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  file.onFailure = reject;
  const parse = multer({ storage: file, limits: formLimits, defParamCharset: 'utf8' });
  parse.single('file')(request, response, (error?: unknown) => {
    if (error === undefined) resolve();
    else reject(error);
  });
  return promise;
}
