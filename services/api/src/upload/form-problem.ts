import { type FieldError, UserError } from '@dance-pose/contracts';
import multer from 'multer';

/** The error for a client whose form multer or its parser refuses. */
export function formProblem(error: unknown): UserError {
  if (error instanceof multer.MulterError) return refusedForm(error);
  const detail = error instanceof Error ? error.message : String(error);
  return new UserError(
    'invalid-request',
    `The form is incomplete or malformed: ${detail}. Send it again.`,
    { cause: error },
  );
}

function refusedForm(error: multer.MulterError): UserError {
  const { field = '' } = error;
  // The types of multer do not list all of its codes.
  switch (error.code as string) {
    case 'LIMIT_FILE_COUNT':
      return refused('file', 'Send one file. Make one job per clip.');
    case 'LIMIT_UNEXPECTED_FILE':
      return refused(field, 'Send the clip in the form field `file`, and no other file.');
    case 'LIMIT_FIELD_NESTING':
      return refused(field, 'Write nested options with dots, as in `overlay.style`.');
    default:
      return refused(field, `${error.message}.`);
  }
}

function refused(path: string, message: string): UserError {
  const fields: FieldError[] = path === '' ? [] : [{ path, message }];
  return new UserError('invalid-request', message, { fields });
}
