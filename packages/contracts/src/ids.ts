import { z } from 'zod';

/** 128 random bits as 32 lower-case hex digits. Ids are not secrets, but they cannot be guessed. */
export const jobIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex digits');
export type JobId = z.infer<typeof jobIdSchema>;
