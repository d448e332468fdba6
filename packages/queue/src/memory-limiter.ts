import type { Limiter, Rate, Spent } from './limiter.ts';

/** The limiter within one process; nothing survives it. */
export function createMemoryLimiter(clock: () => number = () => performance.now()): Limiter {
  /** When each caller will owe nothing any more. */
  const debts = new Map<string, number>();
  /** By key: until when each holder has its place. */
  const taken = new Map<string, Map<string, number>>();
  const holdersOf = (key: string): Map<string, number> => {
    const now = clock();
    return new Map([...(taken.get(key) ?? [])].filter(([, until]) => until > now));
  };
  return {
    async spend(key, rate) {
      const now = clock();
      const { owedMs, ...spent } = spendOne(Math.max((debts.get(key) ?? now) - now, 0), rate);
      forgetPaid(debts, now);
      if (spent.allowed) debts.set(key, now + owedMs);
      return spent;
    },
    async take(key, holder, { limit, ttlMs }) {
      const holders = holdersOf(key);
      if (!holders.has(holder) && holders.size >= limit) return false;
      taken.set(key, holders.set(holder, clock() + ttlMs));
      return true;
    },
    async giveBack(key, holders) {
      for (const holder of holders) taken.get(key)?.delete(holder);
      if (taken.get(key)?.size === 0) taken.delete(key);
    },
    holders: async (key) => [...holdersOf(key).keys()],
    [Symbol.asyncDispose]: async () => {},
  };
}

/** The costs of a whole window may add up to a little more than the window. */
const roundingMs = 0.01;

function spendOne(owedMs: number, { limit, windowMs }: Rate): Spent & { owedMs: number } {
  const costMs = windowMs / limit;
  const after = owedMs + costMs;
  if (after > windowMs + roundingMs) {
    const retryAfterMs = Math.ceil(after - windowMs);
    return { allowed: false, remaining: 0, retryAfterMs, resetMs: Math.ceil(owedMs), owedMs };
  }
  const remaining = Math.max(Math.floor((windowMs - after) / costMs + 0.001), 0);
  return {
    allowed: true,
    remaining,
    retryAfterMs: 0,
    resetMs: Math.ceil(after),
    owedMs: after,
  };
}

/** Callers that come no more must not fill the memory; the oldest entries are looked at first. */
function forgetPaid(debts: Map<string, number>, now: number): void {
  let looked = 0;
  for (const [key, freeAt] of debts) {
    if (freeAt <= now) debts.delete(key);
    looked += 1;
    if (looked === 2) return;
  }
}
