import type { Ledger } from './ledger.ts';

export function createMemoryLedger(): Ledger {
  const entries = new Map<string, { value: string; expiresAtMs: number }>();
  const read = (key: string): string | undefined => {
    const entry = entries.get(key);
    return entry !== undefined && entry.expiresAtMs > Date.now() ? entry.value : undefined;
  };
  const write = (key: string, value: string, ttlMs: number): void => {
    entries.set(key, { value, expiresAtMs: Date.now() + ttlMs });
  };
  return {
    async claim(key, value, ttlMs) {
      const before = read(key);
      if (before === undefined) write(key, value, ttlMs);
      return before;
    },
    get: async (key) => read(key),
    set: async (key, value, ttlMs) => write(key, value, ttlMs),
    async forget(key) {
      entries.delete(key);
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
