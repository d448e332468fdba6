import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ObjectStore } from '../object-store.ts';
import {
  expectNothingAt,
  mebibyte,
  namesOf,
  newPrefix,
  refusal,
  type StoreFixture,
  type StoreSubject,
  type,
} from './shared-conformance.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes of the array buffers that are still referenced. */
function heldBytes(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

function* inPieces(bytes: Buffer, pieceBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** Requirements of every object store. */
export function describeObjectStore(subject: StoreSubject): void {
  describe(`${subject.name} as an object store`, () => {
    let fixture: StoreFixture;
    let store: ObjectStore;
    beforeAll(async () => {
      fixture = await subject.open();
      store = fixture.store;
    });
    afterAll(async () => fixture?.[Symbol.asyncDispose]());

    test('answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });

    test.each([
      ['bytes', (bytes: Buffer) => new Uint8Array(bytes)],
      ['a stream', (bytes: Buffer) => Readable.from([bytes.subarray(0, 7), bytes.subarray(7)])],
      ['a stream of many pieces', (bytes: Buffer) => Readable.from(inPieces(bytes, 999))],
    ])('returns what was put as %s', async (_, bodyOf) => {
      const key = `${newPrefix()}a.bin`;
      const bytes = randomBytes(100_000);
      const before = Date.now();
      expect(await store.put(key, bodyOf(bytes), type)).toEqual({ sizeBytes: 100_000 });
      expect(await buffer(await store.get(key))).toEqual(bytes);
      const info = await store.head(key);
      expect(info).toMatchObject({ key, sizeBytes: 100_000 });
      expect(Math.abs((info?.modifiedAt.getTime() ?? 0) - before)).toBeLessThan(5_000);
      expect(await fixture.leftovers()).toEqual([]);
    });

    test('accepts text streams and empty bodies', async () => {
      const prefix = newPrefix();
      await store.put(`${prefix}text`, Readable.from(['pirou', 'ette ♪']), type);
      expect(await text(await store.get(`${prefix}text`))).toBe('pirouette ♪');
      await store.put(`${prefix}none`, Readable.from([]), type);
      await store.put(`${prefix}zero`, new Uint8Array(), type);
      expect(await text(await store.get(`${prefix}none`))).toBe('');
      expect(await store.head(`${prefix}zero`)).toMatchObject({ sizeBytes: 0 });
    });

    test('replaces an object, also with a shorter one', async () => {
      const key = `${newPrefix()}again`;
      await store.put(key, Buffer.from('the first version'), type);
      await store.put(key, Buffer.from('second'), type);
      expect(await text(await store.get(key))).toBe('second');
      expect(await store.head(key)).toMatchObject({ sizeBytes: 6 });
    });

    test('reports missing objects', async () => {
      const key = `${newPrefix()}nothing`;
      expect(await store.head(key)).toBeUndefined();
      await expect(store.get(key)).rejects.toEqual(refusal('not-found'));
      await store.put(`${key}/inside`, Buffer.from('x'), type);
      expect(await store.head(key)).toBeUndefined();
      await expect(store.get(key)).rejects.toEqual(refusal('not-found'));
    });

    test.each(['', '/a', 'a/', 'a//b', '../a', 'a/../b', 'a/.', 'a b', 'a\\b', 'é', 'a\n', '%2e'])(
      'refuses the key %j',
      async (key) => {
        await expect(store.put(key, Buffer.from('x'), type)).rejects.toThrow(/object key/);
        const link = { expiresInS: 60, disposition: 'inline', fileName: 'a', ...type } as const;
        await expect(store.signGet(key, link)).rejects.toThrow(/object key/);
      },
    );

    test('lists in key order, for any prefix of a key', async () => {
      const prefix = newPrefix();
      const names = ['a', 'a-b', 'a.c', 'a0', 'b/c/d', 'b/e', 'b-f', 'B', '.g', 'b0'];
      for (const name of names) await store.put(`${prefix}${name}`, Buffer.from(name), type);
      expect(await namesOf(store.list(prefix), prefix)).toEqual([...names].sort());
      expect(await namesOf(store.list(`${prefix}a`), prefix)).toEqual(['a', 'a-b', 'a.c', 'a0']);
      expect(await namesOf(store.list(`${prefix}b/`), prefix)).toEqual(['b/c/d', 'b/e']);
      expect(await namesOf(store.list(`${prefix}zzz/yyy`), prefix)).toEqual([]);
      for await (const info of store.list(`${prefix}a-`)) {
        expect(info).toMatchObject({ key: `${prefix}a-b`, sizeBytes: 3 });
        expect(info).toEqual(await store.head(info.key));
      }
    });

    test('lists from any key on, existing or not', async () => {
      const prefix = newPrefix();
      const names = ['a', 'a-b', 'b/c/d', 'b/e', 'b-f', 'b0'];
      for (const name of names) await store.put(`${prefix}${name}`, Buffer.from(name), type);
      const sorted = [...names].sort();
      for (const after of [...names, '', 'a-', 'b', 'b/', 'b/c', 'b/c/', 'b/c/d0', 'b/d', 'c']) {
        const listed = store.list(prefix, { after: `${prefix}${after}` });
        expect([after, await namesOf(listed, prefix)]).toEqual([
          after,
          sorted.filter((name) => name > after),
        ]);
      }
    });

    test('deletes all objects of a prefix, and no others', async () => {
      const prefix = newPrefix();
      for (const name of ['job1/in', 'job1/out/a', 'job10/in', 'job2']) {
        await store.put(`${prefix}${name}`, Buffer.from(name), type);
      }
      await store.deletePrefix(`${prefix}job1/`);
      expect(await namesOf(store.list(prefix), prefix)).toEqual(['job10/in', 'job2']);
      await store.deletePrefix(`${prefix}job1/`);
      await store.put(`${prefix}job1/in`, Buffer.from('again'), type);
      await store.deletePrefix(`${prefix}job1`);
      expect(await namesOf(store.list(prefix), prefix)).toEqual(['job2']);
      await store.deletePrefix(prefix);
      await expectNothingAt(fixture, prefix);
    });

    test('copies an object over another, and the two are independent', async () => {
      const prefix = newPrefix();
      const [from, to] = [`${prefix}in/a`, `${prefix}out/b/c`];
      await store.put(from, Buffer.from('copied'), type);
      await store.put(to, Buffer.from('replaced by the other'), type);
      const before = Math.floor(Date.now() / 1000) * 1000; // S3 keeps whole seconds.
      await store.copy(from, to);
      expect(await namesOf(store.list(prefix), prefix)).toEqual(['in/a', 'out/b/c']);
      expect(await fixture.leftovers()).toEqual([]);
      await store.put(from, Buffer.from('another one'), type);
      expect(await text(await store.get(to))).toBe('copied');
      expect(await store.head(to)).toMatchObject({ sizeBytes: 6 });
      expect((await store.head(to))?.modifiedAt.getTime()).toBeGreaterThanOrEqual(before);
      await store.copy(to, `${prefix}d`);
      await store.deletePrefix(to);
      expect(await text(await store.get(`${prefix}d`))).toBe('copied');
    });

    test('refuses to copy a missing object, or to an invalid key', async () => {
      const prefix = newPrefix();
      await store.put(`${prefix}a/b`, Buffer.from('stays'), type);
      for (const missing of ['none', 'a']) {
        const copy = store.copy(`${prefix}${missing}`, `${prefix}a/b`);
        await expect(copy).rejects.toEqual(refusal('not-found'));
      }
      expect(await text(await store.get(`${prefix}a/b`))).toBe('stays');
      await expect(store.copy(`${prefix}a/b`, '../a')).rejects.toThrow(/object key/);
      expect(await fixture.leftovers()).toEqual([]);
    });

    test('moves an object over another, and leaves nothing at the old key', async () => {
      const prefix = newPrefix();
      await store.put(`${prefix}in/a`, Buffer.from('moved'), type);
      await store.put(`${prefix}out/b/c`, Buffer.from('replaced by the other'), type);
      await store.move(`${prefix}in/a`, `${prefix}out/b/c`);
      expect(await text(await store.get(`${prefix}out/b/c`))).toBe('moved');
      expect(await namesOf(store.list(prefix), prefix)).toEqual(['out/b/c']);
      await store.put(`${prefix}in/a`, Buffer.from('again'), type);
      expect(await text(await store.get(`${prefix}out/b/c`))).toBe('moved');
      await expect(store.move(`${prefix}none`, `${prefix}out/b/c`)).rejects.toEqual(
        refusal('not-found'),
      );
      expect(await text(await store.get(`${prefix}out/b/c`))).toBe('moved');
      await expect(store.move(`${prefix}in/a`, '../a')).rejects.toThrow(/object key/);
    });

    test('lists and deletes more objects than one page holds', async () => {
      const prefix = newPrefix();
      const names = Array.from({ length: 1_100 }, (_, index) => `n${10_000 + index}`);
      const waiting = [...names];
      const putSome = async (): Promise<void> => {
        for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
          await store.put(`${prefix}${name}`, Buffer.from('x'), type);
        }
      };
      await Promise.all(Array.from({ length: 16 }, putSome));
      expect(await namesOf(store.list(prefix), prefix)).toEqual(names);
      await store.deletePrefix(prefix);
      await expectNothingAt(fixture, prefix);
    });

    const { maxBufferedBytes = 0 } = subject;
    if (maxBufferedBytes > 0) {
      test('streams a big object in both directions', async () => {
        const key = `${newPrefix()}big`;
        const block = randomBytes(mebibyte);
        const count = 96;
        const written = createHash('sha256');
        const base = heldBytes();
        let peakBytes = 0;
        const watch = (): void => {
          peakBytes = Math.max(peakBytes, heldBytes() - base);
        };
        async function* body(): AsyncGenerator<Buffer> {
          for (let done = 0; done < count; done += 1) {
            if (done % 8 === 0) watch();
            written.update(block);
            yield Buffer.from(block); // A new buffer each time, so that retained ones are counted.
          }
          watch();
        }
        await store.put(key, Readable.from(body()), type);
        const read = createHash('sha256');
        let readBytes = 0;
        for await (const chunk of await store.get(key)) {
          read.update(chunk);
          readBytes += chunk.length;
          if (readBytes % (8 * mebibyte) < chunk.length) watch();
        }
        expect(read.digest('hex')).toBe(written.digest('hex'));
        expect(peakBytes).toBeLessThan(maxBufferedBytes);
      });
    }

    const { openUnreachable } = subject;
    if (openUnreachable !== undefined) {
      test('reports within seconds that it is unavailable', async () => {
        await using dead = await openUnreachable();
        const before = performance.now();
        const body = Readable.from(['x']);
        const calls = [
          dead.ping(),
          dead.put('a', body, type),
          dead.get('a'),
          dead.head('a'),
          namesOf(dead.list('a'), ''),
          dead.copy('a', 'b'),
          dead.move('a', 'b'),
          dead.deletePrefix('a'),
        ];
        const outcomes = await Promise.allSettled(calls);
        expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual(
          calls.map(() => refusal('store-unavailable')),
        );
        expect(performance.now() - before).toBeLessThan(5_000);
        expect(body.destroyed).toBe(true);
      });
    }
  });
}
