import type { z } from 'zod';
import { type ErrorCode, type FieldError, UserError } from './errors.ts';

/** The fields that broke a rule, one sentence each; fields that should not be there are named as well. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not known' }))
      : [{ path: pathOf(issue.path), message: issue.message }],
  );
}

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');

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
