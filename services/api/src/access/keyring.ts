import { timingSafeEqual } from 'node:crypto';
import { type ApiKeyEntry, hashApiKey } from '@dance-pose/runtime';

/** Result of reading an `Authorization` header: no key, an unknown key, or the owner of the key. */
export type Presented = 'none' | 'wrong' | { readonly owner: string };

/**
 * Finds the owner of the bearer key (RFC 6750). The hash is compared with every entry, even after a match, so
 * that the response time reveals neither how much of a key was right nor its owner.
 */
export function presentedKey(
  keys: readonly ApiKeyEntry[],
  authorization: string | undefined,
): Presented {
  if (authorization === undefined) return 'none';
  const given = hashApiKey(presentedBearer(authorization) ?? '');
  let found: Presented = 'wrong';
  for (const { name, sha256 } of keys) {
    if (timingSafeEqual(given, sha256)) found = { owner: name };
  }
  return found;
}

/** The key in an `Authorization` header; undefined if it has none. */
export const presentedBearer = (authorization = ''): string | undefined =>
  /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization)?.[1];
