import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ObjectInfo, ObjectStore } from './object-store.ts';

export interface StoreFixture extends AsyncDisposable {
  readonly store: ObjectStore;
  /** What the store keeps that is no object: unfinished uploads, temporary files. */
  leftovers(): Promise<readonly string[]>;
  /** The address of a link that the store signed; absent where nothing serves them. */
  readonly address?: (link: string) => string;
}

export interface StoreSubject {
  readonly name: string;
  open(): Promise<StoreFixture>;
  /** Bytes that a put or get of any size may hold in memory; absent where all is in memory. */
  readonly maxBufferedBytes?: number;
  /** The same kind of store with nothing behind it. */
  openUnreachable?(): Promise<ObjectStore>;
}

const mebibyte = 1024 ** 2;
const type = { contentType: 'application/octet-stream' };

/** A body that is made as it is read, from one block again and again. */
async function* blocks(block: Buffer, count: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < count; done += 1) yield block;
}

async function* failingAfter(sizeBytes: number, error: Error): AsyncGenerator<Buffer> {
  for (let done = 0; done < sizeBytes; done += 64 * 1024) yield randomBytes(64 * 1024);
  throw error;
}

/** Gives some bytes and then nothing more, without ending: a client whose line is gone. */
function stalledAfter(sizeBytes: number): Readable {
  let rest = sizeBytes;
  return new Readable({
    read() {
      if (rest > 0) this.push(randomBytes(Math.min(rest, 64 * 1024)));
      rest -= 64 * 1024;
    },
  });
}

const namesOf = async (objects: AsyncIterable<ObjectInfo>, prefix: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const { key } of objects) names.push(key.slice(prefix.length));
  return names;
};

const refusal = (code: string): unknown => expect.objectContaining({ name: 'UserError', code });

/** What every object store must hold. */
export function describeObjectStore(subject: StoreSubject): void {
  describe(`${subject.name} as an object store`, () => {
    let fixture: StoreFixture;
    let store: ObjectStore;
    beforeAll(async () => {
      fixture = await subject.open();
      store = fixture.store;
    });
    afterAll(async () => fixture?.[Symbol.asyncDispose]());

    /** A corner of the store for one test. */
    const corner = (): string => `test/${randomUUID()}/`;

    const expectNothingAt = async (prefix: string): Promise<void> => {
      expect(await namesOf(store.list(prefix), prefix)).toEqual([]);
      expect(await fixture.leftovers()).toEqual([]);
    };

    test('answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });

    test.each([
      ['bytes', (bytes: Buffer) => new Uint8Array(bytes)],
      ['a stream', (bytes: Buffer) => Readable.from([bytes.subarray(0, 7), bytes.subarray(7)])],
    ])('gives back what was put as %s', async (_, bodyOf) => {
      const key = `${corner()}a.bin`;
      const bytes = randomBytes(100_000);
      const before = Date.now();
      expect(await store.put(key, bodyOf(bytes), type)).toEqual({ sizeBytes: 100_000 });
      expect(await buffer(await store.get(key))).toEqual(bytes);
      const info = await store.head(key);
      expect(info).toMatchObject({ key, sizeBytes: 100_000 });
      expect(Math.abs((info?.modifiedAt.getTime() ?? 0) - before)).toBeLessThan(5_000);
      expect(await fixture.leftovers()).toEqual([]);
    });

    test('takes text streams and empty bodies', async () => {
      const prefix = corner();
      await store.put(`${prefix}text`, Readable.from(['pirou', 'ette ♪']), type);
      expect(await text(await store.get(`${prefix}text`))).toBe('pirouette ♪');
      await store.put(`${prefix}none`, Readable.from([]), type);
      await store.put(`${prefix}zero`, new Uint8Array(), type);
      expect(await text(await store.get(`${prefix}none`))).toBe('');
      expect(await store.head(`${prefix}zero`)).toMatchObject({ sizeBytes: 0 });
    });

    test('replaces an object, with a shorter one too', async () => {
      const key = `${corner()}again`;
      await store.put(key, Buffer.from('the first version'), type);
      await store.put(key, Buffer.from('second'), type);
      expect(await text(await store.get(key))).toBe('second');
      expect(await store.head(key)).toMatchObject({ sizeBytes: 6 });
    });

    test('says what is missing', async () => {
      const key = `${corner()}nothing`;
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

    test('lists in key order, by any start of a key', async () => {
      const prefix = corner();
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

    test('deletes all that starts so, and nothing else', async () => {
      const prefix = corner();
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
      await expectNothingAt(prefix);
    });

    test('lists and deletes more objects than one page holds', async () => {
      const prefix = corner();
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
      await expectNothingAt(prefix);
    });

    // Small ones are one request to S3, large ones a multipart upload.
    describe.each([
      ['small', 300_000],
      ['large', 20 * mebibyte],
    ])('with a %s body', (_, sizeBytes) => {
      test('a stream that fails leaves nothing, and its error is told', async () => {
        const prefix = corner();
        const error = new Error('the line broke');
        const body = Readable.from(failingAfter(sizeBytes, error));
        await expect(store.put(`${prefix}broken`, body, type)).rejects.toBe(error);
        await expectNothingAt(prefix);
      });

      test('a stream that is cut off leaves nothing', async () => {
        const prefix = corner();
        const body = stalledAfter(sizeBytes);
        const put = store.put(`${prefix}cut`, body, type);
        setTimeout(() => body.destroy(), 200);
        await expect(put).rejects.toThrow(/[Pp]remature/);
        await expectNothingAt(prefix);
      });

      test('one byte beyond maxBytes leaves nothing, and the stream is closed', async () => {
        const prefix = corner();
        const bytes = randomBytes(sizeBytes);
        const body = Readable.from([bytes, Buffer.from('!')]);
        const options = { ...type, maxBytes: sizeBytes };
        await expect(store.put(`${prefix}over`, body, options)).rejects.toEqual(
          refusal('upload-too-large'),
        );
        expect(body.destroyed).toBe(true);
        await expectNothingAt(prefix);
        await store.put(`${prefix}exact`, Readable.from([bytes]), options);
        expect((await store.head(`${prefix}exact`))?.sizeBytes).toBe(sizeBytes);
      });

      test('an abort ends the put at once with its reason and leaves nothing', async () => {
        const prefix = corner();
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
        await expectNothingAt(prefix);
      });

      test('an abort before the put leaves nothing', async () => {
        const prefix = corner();
        const reason = new Error('too late');
        const options = { ...type, signal: AbortSignal.abort(reason) };
        await expect(store.put(`${prefix}a`, randomBytes(sizeBytes), options)).rejects.toBe(reason);
        await expectNothingAt(prefix);
      });

      test('puts to one key at once leave one of them, whole', async () => {
        const key = `${corner()}contested`;
        const bodies = Array.from({ length: 4 }, () => randomBytes(sizeBytes));
        await Promise.all(bodies.map((body) => store.put(key, Readable.from([body]), type)));
        const kept = await buffer(await store.get(key));
        expect(bodies.some((body) => body.equals(kept))).toBe(true);
        expect(await fixture.leftovers()).toEqual([]);
      });

      test('a get can be aborted', async () => {
        const key = `${corner()}read`;
        await store.put(key, randomBytes(sizeBytes), type);
        const abort = new AbortController();
        const stream = await store.get(key, abort.signal);
        abort.abort();
        await expect(buffer(stream)).rejects.toMatchObject({ name: 'AbortError' });
      });
    });

    const { maxBufferedBytes = 0 } = subject;
    (maxBufferedBytes > 0 ? test : test.skip)('streams a big object both ways', async () => {
      const key = `${corner()}big`;
      const block = randomBytes(mebibyte);
      const whole = createHash('sha256');
      const count = 96;
      const base = process.memoryUsage().arrayBuffers;
      let peakBytes = 0;
      const watch = (): void => {
        peakBytes = Math.max(peakBytes, process.memoryUsage().arrayBuffers - base);
      };
      const body = Readable.from(blocks(block, count), { highWaterMark: 1 }).on('data', watch);
      for (let done = 0; done < count; done += 1) whole.update(block);
      await store.put(key, body.pause(), type);
      const read = createHash('sha256');
      for await (const chunk of await store.get(key)) {
        read.update(chunk);
        watch();
      }
      expect(read.digest('hex')).toBe(whole.digest('hex'));
      expect(peakBytes).toBeLessThan(maxBufferedBytes);
    });

    const { openUnreachable } = subject;
    (openUnreachable ? test : test.skip)('says within seconds that it is not there', async () => {
      await using dead = await openUnreachable?.();
      const before = performance.now();
      const body = Readable.from(['x']);
      const calls = [
        dead?.ping(),
        dead?.put('a', body, type),
        dead?.get('a'),
        dead?.head('a'),
        dead && namesOf(dead.list('a'), ''),
        dead?.deletePrefix('a'),
      ];
      const outcomes = await Promise.allSettled(calls);
      expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual(
        calls.map(() => refusal('store-unavailable')),
      );
      expect(performance.now() - before).toBeLessThan(5_000);
      expect(body.destroyed).toBe(true);
    });
  });
}
