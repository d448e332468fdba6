import type { z } from 'zod';
import { type ErrorCode, type FieldError, UserError } from './errors.ts';

/** The fields that are not valid, each with a message, including unknown fields. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not known' }))
      : [{ path: pathOf(issue.path), message: issue.message }],
  );
}

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');

/**
 * Parses input of a user.
 * @throws UserError that names every field that is not valid.
 */
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
