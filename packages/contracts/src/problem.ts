import { z } from 'zod';
import { errorCodes, errorKinds, type UserError } from './errors.ts';

/** RFC 9457 problem document, `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(errorCodes),
  requestId: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** The problem document of an error; `type` is a stable URN, which needs no page. */
export function toProblem(error: UserError, requestId?: string): Problem {
  const { status, title } = errorKinds[error.code];
  return {
    type: `urn:dance-pose:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    ...(requestId === undefined ? {} : { requestId }),
    ...(error.fields.length > 0 ? { errors: [...error.fields] } : {}),
  };
}
