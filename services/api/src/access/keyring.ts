import { timingSafeEqual } from 'node:crypto';
import { type ApiKeyEntry, hashApiKey } from '@dance-pose/runtime';

/** What an `Authorization` header says: no key at all, one that is none of ours, or whose it is. */
export type Presented = 'none' | 'wrong' | { readonly owner: string };

/**
 * Finds the owner of the bearer key (RFC 6750). The hash is compared with every entry, whichever fits, so
 * that the time tells neither how much of a key was right nor whose it is.
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

/** The key in an `Authorization` header; undefined when it holds none. */
export const presentedBearer = (authorization = ''): string | undefined =>
  /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization)?.[1];
