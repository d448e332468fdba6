import { gzipSync } from 'node:zlib';
import type { JobDocument } from '@dance-pose/contracts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { boundary, field, file, form, formType, type Part } from './form.ts';
import { type Answer, exchange, type Sending } from './sender.ts';
import { maxUploadBytes, openTestBench, type StoreKind, type TestBench } from './test-bench.ts';

export function describeRequests(kind: StoreKind): void {
  describe(`requests made to do harm: store ${kind}`, () => requestTests(kind));
}

function requestTests(kind: StoreKind): void {
  let bench: TestBench;
  beforeAll(async () => {
    bench = await openTestBench(kind);
  });
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
  });

  const send = (path: string, { headers, ...rest }: Sending = {}): Promise<Answer> =>
    bench.send(path, {
      ...rest,
      headers: { Authorization: `Bearer ${bench.teacher}`, ...headers },
    });
  const postForm = (parts: readonly Part[], headers: Record<string, string> = {}) =>
    send('/v1/jobs', { method: 'POST', headers: { ...formType, ...headers }, body: form(parts) });
  const postJson = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    });
  /** Expects a client error in a document that no browser renders as a page. */
  const expectRefusal = (what: string, answer: Answer): void => {
    const type = answer.headers['content-type'];
    expect([what, answer.status >= 400 && answer.status < 500]).toEqual([what, true]);
    expect([what, type, answer.headers['x-content-type-options']]).toEqual([
      what,
      expect.stringMatching(/^application\/problem\+json(; charset=utf-8)?$/),
      'nosniff',
    ]);
    expect(answer.text).not.toContain(bench.canary);
  };
  const expectClean = async (): Promise<void> => {
    expect(await bench.leftovers()).toEqual([]);
    expect(await bench.faults()).toEqual([]);
  };

  test('no path escapes its folder', async () => {
    const id = await bench.finishedJob();
    const ups = [
      '../',
      '..%2f',
      '%2e%2e%2f',
      '%2e%2e/',
      '..%5c',
      '....//',
      '..%252f',
      '..%c0%af',
      '.%00./',
    ];
    const targets = ['canary.txt', 'etc/passwd', `store/objects/jobs/${id}/job.json`];
    const places = [
      '/v1/jobs/',
      `/v1/jobs/${id}/artifacts/`,
      '/preview/',
      '/download/',
      '/objects/',
      `/objects/jobs/${id}/`,
      '/',
    ];
    for (const place of places) {
      for (const up of ups) {
        for (const target of targets) {
          const path = `${place}${up.repeat(5)}${target}`;
          expectRefusal(path, await send(path));
        }
      }
    }
    const names = [
      'input',
      'job.json',
      '../input',
      '%2e%2e%2finput',
      'annotated.mp4%00.txt',
      '*',
      '.',
      '..',
      '%20',
    ];
    for (const name of names) {
      const path = `/v1/jobs/${id}/artifacts/${name}`;
      const answer = await send(path);
      // One or two dots are another valid path, possibly that of the job, but never an object of the store.
      expect([name, answer.headers.location]).toEqual([name, undefined]);
      expect(answer.text).not.toContain(bench.canary);
    }
    const objects = await send(`/objects/../jobs/${id}/job.json`);
    expectRefusal('a path above the objects', objects);
  });

  test('a file name is data: never a header, a path or a page, whatever it contains', async () => {
    const names = [
      'a\r\nX-Injected: yes\r\n\r\n<script>alert(1)</script>.mp4',
      'a%0d%0aX-Injected:%20yes.mp4',
      'a"; filename="evil.html',
      "a'; filename*=UTF-8''evil.html",
      '../../../../etc/passwd',
      'C:\\fakepath\\..\\evil.mp4',
      '<img src=x onerror=alert(1)>.html',
      'прима 💃 \u202egpj.exe.mp4',
      'a\u0000b\u0007c\u007f.mp4',
      '\ud800 half a character.mp4',
      `${'n'.repeat(5000)}.mp4`,
      '.'.repeat(40),
      '',
    ];
    for (const name of names) {
      const body = JSON.stringify({ filename: name, sizeBytes: 5 });
      const announced = await postJson('/v1/uploads', body);
      if (announced.status !== 201) expectRefusal(name, announced);
    }
    for (const name of names) {
      const given = Buffer.from(name).toString('latin1').replace(/"/g, '%22');
      const answer = await postForm([file(given)]);
      if (answer.status !== 202) {
        expectRefusal(name, answer);
        continue;
      }
      const { source } = JSON.parse(Buffer.from(answer.text, 'latin1').toString()) as JobDocument;
      expect(source.fileName).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\\/]/u);
      await expectHarmlessLinks(source.fileName);
    }
    // As if a name had passed the checks.
    for (const name of names) await expectHarmlessLinks(name);
    expect(await bench.faults()).toEqual([]);
  });

  /** Links of a finished job whose file has that name. */
  const expectHarmlessLinks = async (name: string): Promise<void> => {
    const id = await bench.finishedJob(name);
    const { result } = JSON.parse((await send(`/v1/jobs/${id}`)).text) as JobDocument;
    for (const link of [result?.previewUrl ?? '', result?.downloadUrl ?? '']) {
      const answer = await bench.send(link);
      expect([name, answer.status, answer.text]).toEqual([name, 200, bench.canary]);
      expect(answer.headers['x-injected']).toBeUndefined();
      expect(answer.headers['content-type']).toBe('video/mp4');
      // S3's links are served by S3.
      if (kind === 'disk') expect(answer.headers['x-content-type-options']).toBe('nosniff');
      const disposition = answer.rawHeaders.filter((_, at, all) =>
        /^content-disposition$/i.test(all[at - 1] ?? ''),
      );
      expect(disposition).toHaveLength(1);
      expect(disposition[0]).toMatch(
        /^(inline|attachment); filename="[ -!#-[\]-~]*"(; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*)?$/,
      );
    }
  };

  test('headers that try to end early or to add another one stay what they are', async () => {
    const lines = [
      'X-Request-Id: a\tb',
      'X-Request-Id: <script>',
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-For: 203.0.113.9',
      'X-Forwarded-Proto: https',
      'Forwarded: host=evil.example;proto=https',
      'X-Original-Url: /livez',
      'X-Rewrite-Url: /livez',
      'X-Http-Method-Override: DELETE',
    ];
    const { id } = JSON.parse((await postForm([file('a.mp4')])).text) as JobDocument;
    for (const line of lines) {
      const head = `GET /v1/jobs/${id} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${bench.teacher}`;
      const answer = await exchange(bench.url, `${head}\r\n${line}\r\nConnection: close\r\n\r\n`);
      expect([line, answer.split('\r\n')[0]]).toEqual([line, 'HTTP/1.1 200 OK']);
      expect(answer).not.toMatch(/evil|<script|https:/);
    }
    for (const [name, value] of [
      ['Idempotency-Key', 'a b'],
      ['Idempotency-Key', 'x'.repeat(300)],
    ] as const) {
      expectRefusal(name, await postForm([file('a.mp4')], { [name]: value }));
    }
    const smuggled = [
      'Content-Length: 5\r\nTransfer-Encoding: chunked',
      'Content-Length: 5\r\nContent-Length: 50',
      'Transfer-Encoding: chunked, identity',
      'Content-Length: -1',
      'Content-Length : 5',
      'X-A: b\r\n folded: yes',
      'X-Nul: a\0b',
    ];
    for (const header of smuggled) {
      const head = `POST /v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${bench.teacher}`;
      const next = 'GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
      const answer = await exchange(bench.url, `${head}\r\n${header}\r\n\r\n0\r\n\r\n${next}`, 500);
      expect([header, answer.match(/HTTP\/1\.1 \d+/g)]).toEqual([header, ['HTTP/1.1 400']]);
    }
    await expectClean();
  });

  test('a request beyond a size limit is refused and leaves nothing behind', async () => {
    const many = Array.from({ length: 60 }, (_, i) => field(`f${i}`, 'x'));
    const bomb = gzipSync(`{"filename":"${'x'.repeat(50_000_000)}"}`);
    const forms: [string, readonly Part[]][] = [
      ['a file above the limit', [file('a.mp4', Buffer.alloc(maxUploadBytes + 1))]],
      ['two files', [file('a.mp4'), file('b.mp4')]],
      ['a hundred files', Array.from({ length: 100 }, (_, i) => file(`${i}.mp4`))],
      ['many fields before the file', [...many, file('a.mp4')]],
      ['many fields after the file', [file('a.mp4'), ...many]],
      ['a long field', [file('a.mp4'), field('options', 'x'.repeat(70_000))]],
      ['a long name', [file('a.mp4'), field('n'.repeat(70_000), 'x')]],
      ['deep options', [file('a.mp4'), field('options', '['.repeat(30_000))]],
      ['a deep name', [file('a.mp4'), field('a.'.repeat(45), 'x')]],
      [
        'many heads in a part',
        [{ head: `${file('a').head}${'\r\nX-A: b'.repeat(3000)}`, body: 'x' }],
      ],
    ];
    for (const [what, parts] of forms) expectRefusal(what, await postForm(parts));
    const documents: [string, Answer][] = [
      ['large JSON', await postJson('/v1/uploads', `{"filename":"${'x'.repeat(70_000)}"}`)],
      ['deep JSON', await postJson('/v1/uploads', '['.repeat(60_000))],
      [
        'deep and whole JSON',
        await postJson('/v1/jobs', `${'['.repeat(30_000)}${']'.repeat(30_000)}`),
      ],
      ['a gzip bomb', await postJson('/v1/uploads', bomb, { 'Content-Encoding': 'gzip' })],
      ['an unknown encoding', await postJson('/v1/uploads', '{}', { 'Content-Encoding': 'x' })],
      ['a size beyond all', await postJson('/v1/uploads', '{"filename":"a","sizeBytes":1e300}')],
    ];
    for (const [what, answer] of documents) expectRefusal(what, answer);
    for (const [what, head] of [
      ['a long header', `GET /livez HTTP/1.1\r\nHost: a\r\nX-A: ${'x'.repeat(20_000)}\r\n\r\n`],
      ['a long address', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
      [
        'many headers',
        `GET /livez HTTP/1.1\r\nHost: a\r\n${'X-A: some value\r\n'.repeat(3000)}\r\n`,
      ],
    ] as const) {
      const answer = await exchange(bench.url, head);
      expect([what, answer.split('\r\n')[0]]).toEqual([
        what,
        'HTTP/1.1 431 Request Header Fields Too Large',
      ]);
    }
    const unannounced = await exchange(
      bench.url,
      Buffer.concat([
        Buffer.from(
          `POST /v1/jobs HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${bench.teacher}\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: 99999999\r\n\r\n`,
        ),
        form([file('a.mp4')]),
      ]),
      500,
    );
    expect(unannounced).toMatch(/^HTTP\/1\.1 413 /);
    await expectClean();
  });

  test('browsers render no response as a page, except the dashboard', async () => {
    const { id } = JSON.parse((await postForm([file('<b>.html')])).text) as JobDocument;
    const finished = await bench.finishedJob('<script>alert(1)</script>.html');
    const paths = [
      ...[`/v1/jobs/${id}`, `/v1/jobs/${finished}`, `/v1/jobs/${finished}/events`, '/v1/jobs'],
      ...['/health', '/livez', '/readyz', '/openapi.json', '/metrics', '/objects/x', '/<script>'],
      ...['/v1/jobs/<script>', '/preview/<script>', '/v1/jobs?cursor=<script>', '/%zz', '/app.js'],
    ];
    for (const path of paths) {
      const answer = await send(path);
      expect([path, answer.headers['x-content-type-options']]).toEqual([path, 'nosniff']);
      expect([path, answer.headers['content-type']]).toEqual([
        path,
        expect.stringMatching(
          /^(application\/(problem\+)?json|text\/(event-stream|javascript|plain))/,
        ),
      ]);
    }
    await expectClean();
  });
}
