import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRandom } from '../faults/random.ts';
import { hostileRequest } from './mutate.ts';
import { openTestBench, type StoreKind, type TestBench } from './test-bench.ts';

const firstSeed = Number(process.env.ABUSE_SEED ?? 20_261_122);
const atOnce = 8;

/** A longer run: `ABUSE_REQUESTS=20000` with another `ABUSE_SEED`. */
export function describeFuzz(kind: StoreKind, fewest: number): void {
  const requests = Number(process.env.ABUSE_REQUESTS ?? fewest);
  describe(`bodies, paths and headers of all kinds of wrong: store ${kind}`, () =>
    fuzzTests(kind, requests));
}

function fuzzTests(kind: StoreKind, requests: number): void {
  let bench: TestBench;
  beforeAll(async () => {
    bench = await openTestBench(kind);
  });
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
  });

  const headers = { 'X-Content-Type-Options': 'nosniff' };
  const lines: string[] = [];
  const ask = async (seed: number): Promise<number> => {
    const { path, sending } = hostileRequest(createRandom(seed));
    const answer = await bench.send(path, {
      ...sending,
      headers: { ...sending.headers, Authorization: `Bearer ${bench.teacher}` },
    });
    const type = answer.headers['content-type'] ?? '';
    const safe =
      answer.headers['x-content-type-options'] === headers['X-Content-Type-Options'] &&
      !(/html/.test(type) && path !== '/') &&
      !answer.text.includes(bench.canary);
    const answered = answer.status >= 200 && answer.status < 500;
    if (!safe || !answered)
      lines.push(`seed ${seed}: ${sending.method} ${path} ${answer.status} ${type}`);
    return answer.status;
  };

  test(`${requests} requests: none is a fault of ours, and nothing is left`, async () => {
    const counts = new Map<number, number>();
    let next = firstSeed;
    const client = async (): Promise<void> => {
      while (next < firstSeed + requests) {
        const seed = next;
        next += 1;
        const status = await ask(seed);
        counts.set(status, (counts.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, client));
    expect(lines).toEqual([]);
    expect(await bench.faults()).toEqual([]);
    expect(await bench.leftovers()).toEqual([]);
    // If all mutations were refused, or none, this would prove nothing.
    expect(counts.get(202)).toBeGreaterThan(requests / 50);
    expect(counts.get(400)).toBeGreaterThan(requests / 5);
    const health = await bench.send('/readyz');
    expect(health.status).toBe(200);
  });
}
