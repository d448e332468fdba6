import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SignedUpload, SignGetOptions } from '../object-store.ts';
import {
  expectNothingAt,
  newPrefix,
  type StoreFixture,
  type StoreSubject,
} from './shared-conformance.ts';

const video = 'video/mp4';

/** Uploads like a client that received a signed upload from the API. */
function send(upload: SignedUpload, address: string, bytes: Uint8Array): Promise<Response> {
  const body = new Blob([new Uint8Array(bytes)]);
  if (upload.method === 'PUT') {
    return fetch(address, { method: 'PUT', headers: upload.headers, body });
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', body, 'dance.mp4');
  return fetch(address, { method: 'POST', body: form });
}

/** The link with one query parameter changed. */
function withParam(link: string, name: string, value: string): string {
  const url = new URL(link);
  url.searchParams.set(name, value);
  return url.href;
}

/** Requirements of every store whose links are served over HTTP. */
export function describeSignedLinks(subject: StoreSubject): void {
  describe(`signed links of ${subject.name}`, () => {
    let fixture: StoreFixture;
    beforeAll(async () => {
      fixture = await subject.open();
    });
    afterAll(async () => fixture?.[Symbol.asyncDispose]());

    const address = (link: string): string => fixture.address?.(link) ?? link;

    const putAndSign = async (
      key: string,
      bytes: Buffer,
      options: Partial<SignGetOptions> = {},
    ): Promise<string> => {
      await fixture.store.put(key, bytes, { contentType: 'application/octet-stream' });
      const link = { expiresInS: 60, contentType: video, fileName: 'dance.mp4' } as const;
      return address(
        await fixture.store.signGet(key, { disposition: 'inline', ...link, ...options }),
      );
    };

    const expectRefused = async (answer: Response): Promise<void> => {
      expect(answer.status).toBe(403);
      await answer.arrayBuffer();
    };

    describe('for reading', () => {
      test('return the bytes with the signed type, disposition and name', async () => {
        const bytes = randomBytes(50_000);
        const answer = await fetch(await putAndSign(`${newPrefix()}a`, bytes));
        expect(answer.status).toBe(200);
        expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
        expect(answer.headers.get('content-type')).toBe(video);
        expect(answer.headers.get('content-length')).toBe('50000');
        expect(answer.headers.get('accept-ranges')).toBe('bytes');
        expect(answer.headers.get('content-disposition')).toBe('inline; filename="dance.mp4"');
      });

      test('carry names in any script', async () => {
        const options = {
          disposition: 'attachment',
          fileName: 'Прима "балерина" 💃 100%.mp4',
        } as const;
        const answer = await fetch(await putAndSign(`${newPrefix()}a`, Buffer.from('x'), options));
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-disposition')).toBe(
          'attachment; filename="_____ __________ _ 100_.mp4"; ' +
            "filename*=UTF-8''%D0%9F%D1%80%D0%B8%D0%BC%D0%B0%20%22%D0%B1%D0%B0%D0%BB%D0%B5%D1%80%D0%B8%D0%BD%D0%B0%22%20%F0%9F%92%83%20100%25.mp4",
        );
        await answer.arrayBuffer();
      });

      test('support ranges, as players request them to seek', async () => {
        const bytes = randomBytes(50_000);
        const link = await putAndSign(`${newPrefix()}a`, bytes);
        for (const [range, from, to] of [
          ['bytes=1000-1999', 1_000, 2_000],
          ['bytes=49000-', 49_000, 50_000],
          ['bytes=-10', 49_990, 50_000],
        ] as const) {
          const answer = await fetch(link, { headers: { Range: range } });
          expect(answer.status).toBe(206);
          expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/50000`);
          expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes.subarray(from, to));
        }
        const beyond = await fetch(link, { headers: { Range: 'bytes=50000-' } });
        expect(beyond.status).toBe(416);
        await beyond.arrayBuffer();
      });

      test('are refused when any part of them is changed', async () => {
        const prefix = newPrefix();
        const link = await putAndSign(`${prefix}a`, Buffer.from('mine'));
        await putAndSign(`${prefix}b`, Buffer.from('not mine'));
        await expectRefused(await fetch(link.replace(`${prefix}a`, `${prefix}b`)));
        await expectRefused(await fetch(link.split('?')[0] ?? ''));
        for (const [name, value] of new URL(link).searchParams) {
          const changed = value.startsWith('1') ? `2${value.slice(1)}` : `1${value.slice(1)}`;
          // Servers differ for a value that is malformed: 400, 403 or 404.
          const answer = await fetch(withParam(link, name, changed));
          expect(answer.ok).toBe(false);
          expect(await answer.text()).not.toContain('mine');
        }
        await expectRefused(await fetch(link, { method: 'PUT', body: 'overwritten' }));
        expect(await (await fetch(link)).text()).toBe('mine');
      });

      test('expire', async () => {
        const link = await putAndSign(`${newPrefix()}a`, Buffer.from('x'), { expiresInS: 1 });
        await sleep(2_100);
        await expectRefused(await fetch(link));
      });

      test('answer 404 for an object that no longer exists', async () => {
        const key = `${newPrefix()}a`;
        const link = await putAndSign(key, Buffer.from('x'));
        await fixture.store.deletePrefix(key);
        expect((await fetch(link)).status).toBe(404);
      });
    });

    describe('for uploading', () => {
      const sign = async (key: string, sizeBytes: number, expiresInS = 60) => {
        const options = { expiresInS, sizeBytes, contentType: video };
        const upload = await fixture.store.signUpload(key, options);
        return { upload, url: address(upload.url) };
      };

      test('store the body', async () => {
        const key = `${newPrefix()}in`;
        const bytes = randomBytes(9 * 1024 ** 2);
        const { upload, url } = await sign(key, bytes.length);
        const answer = await send(upload, url, bytes);
        expect({ ok: answer.ok, body: await answer.text() }).toEqual({ ok: true, body: '' });
        expect(await fixture.store.head(key)).toMatchObject({ sizeBytes: bytes.length });
        const link = await fixture.store.signGet(key, {
          ...{ expiresInS: 60, contentType: video, fileName: 'a.mp4', disposition: 'inline' },
        });
        const stored = await (await fetch(address(link))).arrayBuffer();
        expect(bytes.equals(new Uint8Array(stored))).toBe(true);
      });

      test.each([999, 1_001, 0, 200_000])('refuse %i bytes for 1000', async (sizeBytes) => {
        const key = `${newPrefix()}in`;
        const { upload, url } = await sign(key, 1_000);
        const answer = await send(upload, url, randomBytes(sizeBytes));
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        await expectNothingAt(fixture, key);
      });

      test('refuse another key, another type and another signature', async () => {
        const prefix = newPrefix();
        const bytes = randomBytes(1_000);
        const { upload, url } = await sign(`${prefix}in`, bytes.length);
        const changed: [SignedUpload, string][] =
          upload.method === 'PUT'
            ? [
                [upload, url.replace(`${prefix}in`, `${prefix}other`)],
                [{ ...upload, headers: { 'Content-Type': 'text/html' } }, url],
                [upload, url.replace(/(ignature=)[^&]+/, '$1AAAA')],
              ]
            : Object.entries({
                key: `${prefix}other`,
                'Content-Type': 'text/html',
                'X-Amz-Signature': '00',
              }).map(([name, value]) => [
                { ...upload, fields: { ...upload.fields, [name]: value } },
                url,
              ]);
        for (const [request, at] of changed) await expectRefused(await send(request, at, bytes));
        await expectNothingAt(fixture, prefix);
      });

      test('expire', async () => {
        const key = `${newPrefix()}in`;
        const { upload, url } = await sign(key, 10, 1);
        await sleep(2_100);
        await expectRefused(await send(upload, url, randomBytes(10)));
        await expectNothingAt(fixture, key);
      });
    });
  });
}
