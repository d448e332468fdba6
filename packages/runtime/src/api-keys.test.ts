import { describe, expect, test } from '@jest/globals';
import { apiKeysSchema, createApiKey, hashApiKey } from './api-keys.ts';

describe('API keys', () => {
  test('a new key matches its own entry, and no two keys are alike', () => {
    const { key, entry } = createApiKey('teacher');
    expect(key).toMatch(/^dp_[A-Za-z0-9_-]{43}$/);
    expect(apiKeysSchema.parse(entry)).toEqual([{ name: 'teacher', sha256: hashApiKey(key) }]);
    expect(entry).not.toContain(key.slice(3));
    expect(createApiKey('teacher').key).not.toBe(key);
  });

  test('reads several entries, also two of one owner', () => {
    const list = `${createApiKey('a').entry}, ${createApiKey('a').entry},${createApiKey('b.c').entry}`;
    expect(apiKeysSchema.parse(list).map(({ name }) => name)).toEqual(['a', 'a', 'b.c']);
  });

  test('refuses malformed entries', () => {
    const hash = 'a'.repeat(64);
    for (const list of [`:${hash}`, `a:${hash}0`, `a:${hash},`, `a b:${hash}`, `anonymous:${hash}`])
      expect([list, apiKeysSchema.safeParse(list).success]).toEqual([list, false]);
    for (const name of ['', 'anonymous', 'a:b', 'a,b', '-a', 'x'.repeat(64)])
      expect(() => createApiKey(name)).toThrow();
  });
});
