import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ObjectStore } from '../object-store.ts';
import {
  expectNothingAt,
  mebibyte,
  newPrefix,
  refusal,
  type StoreFixture,
  type StoreSubject,
  type,
} from './shared-conformance.ts';

async function* failingAfter(sizeBytes: number, error: Error): AsyncGenerator<Buffer> {
  for (let done = 0; done < sizeBytes; done += 64 * 1024) yield randomBytes(64 * 1024);
  throw error;
}

/** Yields some bytes and then stalls without ending, like a client that has lost its connection. */
function stalledAfter(sizeBytes: number): Readable {
  let rest = sizeBytes;
  return new Readable({
    read() {
      if (rest > 0) this.push(randomBytes(Math.min(rest, 64 * 1024)));
      rest -= 64 * 1024;
    },
  });
}

/** Tests that an object exists completely or not at all, whatever happens during its put. */
export function describeInterruptedPuts(subject: StoreSubject): void {
  describe(`interrupted puts to ${subject.name}`, () => {
    let fixture: StoreFixture;
    let store: ObjectStore;
    beforeAll(async () => {
      fixture = await subject.open();
      store = fixture.store;
    });
    afterAll(async () => fixture?.[Symbol.asyncDispose]());

    // A small body is one request to S3, a large one a multipart upload.
    describe.each([
      ['small', 300_000],
      ['large', 20 * mebibyte],
    ])('with a %s body', (_, sizeBytes) => {
      test('a stream that fails leaves nothing, and the put rejects with its error', async () => {
        const prefix = newPrefix();
        const error = new Error('the line broke');
        const body = Readable.from(failingAfter(sizeBytes, error));
        await expect(store.put(`${prefix}broken`, body, type)).rejects.toBe(error);
        await expectNothingAt(fixture, prefix);
      });

      test('a stream that is destroyed leaves nothing', async () => {
        const prefix = newPrefix();
        const body = stalledAfter(sizeBytes);
        const put = store.put(`${prefix}cut`, body, type);
        setTimeout(() => body.destroy(), 200);
        await expect(put).rejects.toThrow(/[Pp]remature/);
        await expectNothingAt(fixture, prefix);
      });

      test('one byte more than maxBytes leaves nothing, and the stream is destroyed', async () => {
        const prefix = newPrefix();
        const bytes = randomBytes(sizeBytes);
        const body = Readable.from([bytes, Buffer.from('!')]);
        const options = { ...type, maxBytes: sizeBytes };
        await expect(store.put(`${prefix}over`, body, options)).rejects.toEqual(
          refusal('upload-too-large'),
        );
        expect(body.destroyed).toBe(true);
        await expectNothingAt(fixture, prefix);
        await store.put(`${prefix}exact`, Readable.from([bytes]), options);
        expect((await store.head(`${prefix}exact`))?.sizeBytes).toBe(sizeBytes);
      });

      test('an abort ends the put at once with its reason and leaves nothing', async () => {
        const prefix = newPrefix();
        const abort = new AbortController();
        const body = stalledAfter(sizeBytes);
        const put = store.put(`${prefix}aborted`, body, { ...type, signal: abort.signal });
        const reason = new Error('the user changed her mind');
        const settled = expect(put).rejects.toBe(reason);
        await sleep(300);
        const before = performance.now();
        abort.abort(reason);
        await settled;
        expect(performance.now() - before).toBeLessThan(2_000);
        expect(body.destroyed).toBe(true);
        await expectNothingAt(fixture, prefix);
      });

      test('an abort before the put leaves nothing', async () => {
        const prefix = newPrefix();
        const reason = new Error('too late');
        const options = { ...type, signal: AbortSignal.abort(reason) };
        await expect(store.put(`${prefix}a`, randomBytes(sizeBytes), options)).rejects.toBe(reason);
        await expectNothingAt(fixture, prefix);
      });

      test('concurrent puts to one key leave one of the objects, complete', async () => {
        const key = `${newPrefix()}contested`;
        const bodies = Array.from({ length: 4 }, () => randomBytes(sizeBytes));
        await Promise.all(bodies.map((body) => store.put(key, Readable.from([body]), type)));
        const kept = await buffer(await store.get(key));
        expect(bodies.some((body) => body.equals(kept))).toBe(true);
        expect(await fixture.leftovers()).toEqual([]);
      });

      test('a get can be aborted', async () => {
        const key = `${newPrefix()}read`;
        await store.put(key, randomBytes(sizeBytes), type);
        const abort = new AbortController();
        const stream = await store.get(key, abort.signal);
        abort.abort();
        await expect(buffer(stream)).rejects.toMatchObject({ name: 'AbortError' });
      });
    });

    test('old leftovers of killed processes are removed, while a running put continues', async () => {
      const prefix = newPrefix();
      const { breakOffPut } = fixture;
      if (breakOffPut === undefined) {
        expect(await store.removeAbandoned(prefix, new Date())).toBe(0);
        return;
      }
      await breakOffPut(`${prefix}old`);
      await breakOffPut(`${prefix}older`);
      const minute = 60_000;
      const aMinuteAgo = new Date(Date.now() - minute);
      expect(await store.removeAbandoned(prefix, aMinuteAgo)).toBe(0);
      expect(await fixture.leftovers()).toHaveLength(2);
      expect(await store.removeAbandoned(prefix, new Date(Date.now() + minute))).toBe(2);
      await expectNothingAt(fixture, prefix);
      expect(await store.removeAbandoned(prefix, new Date(Date.now() + minute))).toBe(0);
      const bytes = randomBytes(12 * mebibyte);
      const slowly = Readable.from(
        (async function* () {
          yield bytes.subarray(0, 11 * mebibyte);
          await sleep(300);
          yield bytes.subarray(11 * mebibyte);
        })(),
      );
      const put = store.put(`${prefix}slow`, slowly, type);
      await sleep(150);
      expect(await store.removeAbandoned(prefix, aMinuteAgo)).toBe(0);
      await put;
      const kept = await buffer(await store.get(`${prefix}slow`));
      expect(kept.equals(bytes)).toBe(true);
    });

    test('an abort at any moment leaves the whole object or nothing', async () => {
      const bytes = randomBytes(12 * mebibyte);
      const reason = new Error('cancelled');
      for (let delayMs = 0; delayMs < 200; delayMs += 8) {
        const prefix = newPrefix();
        const abort = new AbortController();
        setTimeout(() => abort.abort(reason), delayMs);
        const put = store.put(`${prefix}a`, bytes, { ...type, signal: abort.signal });
        const [outcome] = await Promise.allSettled([put]);
        if (outcome.status === 'rejected') {
          expect(outcome.reason).toBe(reason);
          await expectNothingAt(fixture, prefix);
        } else {
          expect(await store.head(`${prefix}a`)).toMatchObject({ sizeBytes: bytes.length });
        }
      }
      // Requests in flight must not arrive later either.
      await sleep(300);
      expect(await fixture.leftovers()).toEqual([]);
    });
  });
}
