import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** One entry of `API_KEYS`: the owner of the jobs, and a hash from which the key cannot be recovered. */
export interface ApiKeyEntry {
  readonly name: string;
  /** SHA-256 of the key. */
  readonly sha256: Buffer;
}

/** SHA-256 without salt or stretching: keys are 256 random bits, not passwords that could be guessed. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/**
 * Creates a key and its entry for `API_KEYS`: `name:<64 hex digits>`.
 * @throws z.ZodError when the name is not valid.
 */
export function createApiKey(name: string): { readonly key: string; readonly entry: string } {
  const key = `dp_${randomBytes(32).toString('base64url')}`;
  const owner = apiKeyNameSchema.parse(name);
  return { key, entry: `${owner}:${hashApiKey(key).toString('hex')}` };
}

/** `anonymous` is reserved: it owns the jobs that are created without a key. */
export const apiKeyNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    'must have 1 to 63 letters, digits, dots, dashes and underscores',
  )
  .refine((name) => name !== 'anonymous', 'must not be "anonymous"');

const entrySchema = z
  .string()
  .regex(/^[^:]+:[0-9a-f]{64}$/, 'must be comma-separated entries such as teacher:<SHA-256 in hex>')
  .transform((entry) => {
    const [name = '', hex = ''] = entry.split(':');
    return { name, sha256: Buffer.from(hex, 'hex') } satisfies ApiKeyEntry;
  })
  .refine(({ name }) => apiKeyNameSchema.safeParse(name).success, 'has a name that is not valid');

/** `API_KEYS`: comma-separated entries. A name may occur twice, so that an owner can replace a key. */
export const apiKeysSchema = z
  .string()
  .transform((list) => list.split(',').map((entry) => entry.trim()))
  .pipe(z.array(entrySchema));
