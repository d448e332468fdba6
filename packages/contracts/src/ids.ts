import { z } from 'zod';

/** 128 random bits as 32 lower-case hex digits: an id that cannot be guessed is not a secret, but helps. */
export const jobIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex digits');
export type JobId = z.infer<typeof jobIdSchema>;
