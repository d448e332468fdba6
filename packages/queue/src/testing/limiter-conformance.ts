import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { QueueTests } from './setup-conformance.ts';

export function describeLimiter(tests: QueueTests): void {
  describe('limiter: a rate', () => {
    test('lets as many through at once as the limit, says when the next may come, and keeps its word', async () => {
      const { limiter } = tests;
      const rate = { limit: 3, windowMs: 900 };
      const spent = [];
      for (let i = 0; i < 5; i += 1) spent.push(await limiter.spend('a', rate));
      expect(spent.map(({ allowed }) => allowed)).toEqual([true, true, true, false, false]);
      expect(spent.slice(0, 3).map(({ remaining }) => remaining)).toEqual([2, 1, 0]);
      expect(spent[0]?.resetMs).toBeLessThanOrEqual(300);
      const { retryAfterMs = 0, resetMs } = spent[4] ?? {};
      expect(retryAfterMs).toBeGreaterThan(0);
      expect(retryAfterMs).toBeLessThanOrEqual(300);
      expect(resetMs).toBeGreaterThan(retryAfterMs);
      await sleep(retryAfterMs + 5);
      expect(await limiter.spend('a', rate)).toMatchObject({ allowed: true, remaining: 0 });
      expect(await limiter.spend('a', rate)).toMatchObject({ allowed: false });
    });

    test('of many at once as many come through as the limit, and one caller does not cost another', async () => {
      const { limiter } = tests;
      const rate = { limit: 7, windowMs: 60_000 };
      const spent = await Promise.all(
        Array.from({ length: 20 }, () => limiter.spend('many', rate)),
      );
      expect(spent.filter(({ allowed }) => allowed)).toHaveLength(7);
      expect(await limiter.spend('other', rate)).toMatchObject({ allowed: true, remaining: 6 });
    });
  });

  describe('limiter: places', () => {
    const places = { limit: 2, ttlMs: 60_000 };

    test('are taken up to the limit, once by each holder, until they are given back', async () => {
      const { limiter } = tests;
      const take = (holder: string) => limiter.take('a', holder, places);
      expect([await take('1'), await take('2'), await take('3')]).toEqual([true, true, false]);
      expect(await take('2')).toBe(true);
      expect(await limiter.take('b', '3', places)).toBe(true);
      expect((await limiter.holders('a')).toSorted()).toEqual(['1', '2']);
      await limiter.giveBack('a', ['1', 'nobody']);
      await limiter.giveBack('a', []);
      expect(await take('3')).toBe(true);
      expect((await limiter.holders('a')).toSorted()).toEqual(['2', '3']);
    });

    test('of many at once as many get one as there are', async () => {
      const taken = await Promise.all(
        Array.from({ length: 10 }, (_, i) => tests.limiter.take('a', `${i}`, places)),
      );
      expect(taken.filter(Boolean)).toHaveLength(2);
    });

    test('of a holder that died are free again; one that lives keeps its own', async () => {
      const { limiter } = tests;
      const brief = { limit: 2, ttlMs: 400 };
      await limiter.take('a', 'dead', brief);
      await limiter.take('a', 'alive', brief);
      await sleep(250);
      expect(await limiter.take('a', 'alive', brief)).toBe(true);
      await sleep(250);
      expect(await limiter.holders('a')).toEqual(['alive']);
      expect(await limiter.take('a', 'next', brief)).toBe(true);
      expect(await limiter.take('a', 'late', brief)).toBe(false);
    });
  });
}
