import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { QueueTests } from './setup-conformance.ts';

export function describeLedger(tests: QueueTests): void {
  describe('ledger', () => {
    test('the first claim wins, until it is forgotten or runs out', async () => {
      const { ledger } = tests;
      expect(await ledger.claim('key', 'first', 5000)).toBeUndefined();
      expect(await ledger.claim('key', 'second', 5000)).toBe('first');
      expect(await ledger.get('key')).toBe('first');
      await ledger.set('key', 'third', 5000);
      expect(await ledger.claim('key', 'fourth', 5000)).toBe('third');
      await ledger.forget('key');
      expect(await ledger.get('key')).toBeUndefined();
      expect(await ledger.claim('key', 'fifth', 80)).toBeUndefined();
      await sleep(120);
      expect(await ledger.claim('key', 'sixth', 5000)).toBeUndefined();
    });

    test('of many claims at once one wins', async () => {
      const { ledger } = tests;
      const values = Array.from({ length: 20 }, (_, i) => `value-${i}`);
      const before = await Promise.all(values.map((value) => ledger.claim('key', value, 5000)));
      expect(before.filter((value) => value === undefined)).toHaveLength(1);
      const winner = values[before.indexOf(undefined)];
      expect(new Set(before)).toEqual(new Set([undefined, winner]));
    });
  });
}
