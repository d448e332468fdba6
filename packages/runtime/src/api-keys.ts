import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** One line of `API_KEYS`: the name says whose jobs they are, the hash lets nobody in who reads it. */
export interface ApiKeyEntry {
  readonly name: string;
  /** SHA-256 of the key. */
  readonly sha256: Buffer;
}

/** Without salt or stretching: keys are 256 random bits, not passwords that could be guessed. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/**
 * A fresh key, and the entry of `API_KEYS` that lets it in: `name:<64 hex digits>`.
 * @throws z.ZodError when the name is none.
 */
export function createApiKey(name: string): { readonly key: string; readonly entry: string } {
  const key = `dp_${randomBytes(32).toString('base64url')}`;
  const owner = apiKeyNameSchema.parse(name);
  return { key, entry: `${owner}:${hashApiKey(key).toString('hex')}` };
}

/** `anonymous` is the owner of what is made without a key. */
export const apiKeyNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'must be 1 to 63 letters, digits, dots and dashes')
  .refine((name) => name !== 'anonymous', 'must be another name than "anonymous"');

const entrySchema = z
  .string()
  .regex(/^[^:]+:[0-9a-f]{64}$/, 'must be entries such as teacher:<SHA-256 in hex>, with commas')
  .transform((entry) => {
    const [name = '', hex = ''] = entry.split(':');
    return { name, sha256: Buffer.from(hex, 'hex') } satisfies ApiKeyEntry;
  })
  .refine(({ name }) => apiKeyNameSchema.safeParse(name).success, 'has a name that is none');

/** `API_KEYS`: entries with commas between them. A name may stand twice: an old and a new key of one owner. */
export const apiKeysSchema = z
  .string()
  .transform((list) => list.split(',').map((entry) => entry.trim()))
  .pipe(z.array(entrySchema));
