import type { z } from 'zod';
import { type ErrorCode, type FieldError, UserError } from './errors.ts';

/** The fields that broke a rule, one sentence each. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
}

/** Parses what a user sent, or throws a {@link UserError} that names every field that broke a rule. */
export function parseUserInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  code: ErrorCode = 'invalid-request',
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = fieldErrors(parsed.error);
  const detail = fields
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('; ');
  throw new UserError(code, detail, { fields });
}
