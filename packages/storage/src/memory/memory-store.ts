import { addAbortSignal, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { writeBody } from '../body-chunks.ts';
import { contentDisposition } from '../links/content-disposition.ts';
import { assertKeyPrefix, assertObjectKey } from '../object-key.ts';
import type { ObjectInfo, ObjectStore, PutOptions } from '../object-store.ts';
import { objectNotFound } from '../store-errors.ts';

/**
 * An object store in memory, for tests. Its links are `memory:` URLs that show what was signed; nothing
 * serves them.
 */
export function createMemoryStore(): ObjectStore {
  const objects = new Map<string, { readonly bytes: Buffer; readonly modifiedAt: Date }>();

  const head = (key: string): ObjectInfo | undefined => {
    const object = objects.get(key);
    return object && { key, sizeBytes: object.bytes.length, modifiedAt: object.modifiedAt };
  };
  const keysOf = (prefix: string): string[] => {
    assertKeyPrefix(prefix);
    return [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  };

  return {
    async put(key: string, body: Readable | Uint8Array, options: PutOptions) {
      assertObjectKey(key);
      const bytes = await writeBody(body, options, buffer);
      objects.set(key, { bytes, modifiedAt: new Date() });
      return { sizeBytes: bytes.length };
    },
    async get(key, signal) {
      const object = objects.get(key);
      if (object === undefined) throw objectNotFound(key);
      const stream = Readable.from([object.bytes], { objectMode: false });
      return signal === undefined ? stream : addAbortSignal(signal, stream);
    },
    head: async (key) => head(key),
    async *list(prefix, { after = '' } = {}) {
      for (const key of keysOf(prefix).filter((each) => each > after)) {
        const info = head(key);
        if (info !== undefined) yield info;
      }
    },
    async copy(fromKey, toKey) {
      assertObjectKey(toKey);
      const object = objects.get(fromKey);
      if (object === undefined) throw objectNotFound(fromKey);
      objects.set(toKey, { ...object, modifiedAt: new Date() });
    },
    async move(fromKey, toKey) {
      assertObjectKey(toKey);
      const object = objects.get(fromKey);
      if (object === undefined) throw objectNotFound(fromKey);
      objects.delete(fromKey);
      objects.set(toKey, object);
    },
    async deletePrefix(prefix) {
      for (const key of keysOf(prefix)) objects.delete(key);
    },
    removeAbandoned: async () => 0, // An unfinished put leaves nothing.
    ...memoryLinks,
    ping: async () => {},
    [Symbol.asyncDispose]: async () => objects.clear(),
  };
}

const memoryLinks: Pick<ObjectStore, 'signGet' | 'signUpload'> = {
  async signGet(key, options) {
    assertObjectKey(key);
    return memoryUrl(key, {
      expires: `${options.expiresInS}`,
      type: options.contentType,
      disposition: contentDisposition(options),
    });
  },
  async signUpload(key, { contentType, expiresInS, sizeBytes }) {
    assertObjectKey(key);
    const url = memoryUrl(key, { expires: `${expiresInS}`, size: `${sizeBytes}` });
    return { method: 'PUT', url, headers: { 'Content-Type': contentType } };
  },
};

const memoryUrl = (key: string, query: Record<string, string>): string =>
  `memory:///${key}?${new URLSearchParams(query)}`;
