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

/** What a form may have besides the file; generous, and small enough to be held in memory. */
const formLimits = {
  files: 1,
  fields: 50,
  fieldNameSize: 100,
  fieldSize: 64 * 1024,
  headerPairs: 50,
  // Names are paths with dots; brackets would make multer build objects of its own.
  fieldNestingDepth: 0,
};
/** A form with a file in it is a little larger than the file. */
const formOverheadBytes = 1024 * 1024;

/**
 * Streams the field `file` of a multipart request into the store as the input of job `id`; memory stays flat.
 * When it rejects, nothing is left in the store.
 */
export async function receiveUpload(call: UploadCall, id: JobId): Promise<ReceivedUpload> {
  refuseByHeaders(call);
  using _slot = call.uploadSlots.take();
  const file = new FileIntoStore(call, id);
  try {
    await parseForm(call, file);
  } catch (error) {
    // The parser may only have heard the echo; the reason is known when the store has wound up.
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
    `The upload has ${grouped(sizeBytes)} bytes, ${grouped(maxBytes)} are allowed. Trim the clip or lower its quality.`,
  );
}

const grouped = (count: number): string => count.toLocaleString('en');

/** Settles when the form has been read to its end, or as soon as the file cannot be stored. */
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
