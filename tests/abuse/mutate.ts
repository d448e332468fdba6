import type { Random } from '../faults/random.ts';
import { field, file, form, formType, type Part } from './form.ts';
import type { Sending } from './sender.ts';

/** Strings that have broken parsers. */
const words = [
  ...[
    '',
    '0',
    '-1',
    '1e999',
    'NaN',
    'null',
    'true',
    '{}',
    '[]',
    '[1',
    '"',
    '\\',
    "'",
    '`',
    ';',
    '--',
  ],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'options', 'file'],
  ...[
    'overlay.style',
    'overlay.__proto__.x',
    'overlay',
    'trim.startMs',
    'encode.crf',
    'model',
    'a[b]',
  ],
  ...[
    'ghost',
    'lite',
    '..',
    '.',
    '../../etc/passwd',
    '%00',
    '%2e%2e',
    '\r\n',
    '\n',
    '\r',
    '\0',
    '\t',
  ],
  ...['filename*=', "UTF-8''%ff", 'filename="', 'name=', '\u202e', '💃', '\ufeff', '\ud800', 'ÿþ'],
  ...['9'.repeat(400), 'x'.repeat(3000), '['.repeat(500), '{"a":'.repeat(200), '0.1e-5', '١٢٣'],
] as const;

const names = words.filter((word) => !/["\r\n]/.test(word));

/** One hostile request, determined by the random source alone. */
export function hostileRequest(random: Random): { path: string; sending: Sending } {
  const make = random.pick([hostileForm, hostileForm, hostileJson, hostileRead]);
  return make(random);
}

function hostileForm(random: Random): { path: string; sending: Sending } {
  const parts: Part[] = [file(random.chance(0.5) ? 'dance.mp4' : random.pick(names))];
  for (let i = random.between(-2, 4); i > 1; i -= 1) {
    parts.push(field(random.pick(names), random.pick(words)));
  }
  if (random.chance(0.2)) parts.push(field('options', hostileValue(random)));
  const body = form(random.shuffle(parts));
  const type = random.pick([
    ...Array<string>(6).fill(formType['Content-Type']),
    'multipart/form-data',
    'multipart/form-data; boundary=',
    `multipart/form-data; boundary="${'b'.repeat(200)}"`,
    'multipart/mixed; boundary=a',
    'application/x-www-form-urlencoded',
  ]);
  const path = random.chance(0.8) ? '/v1/jobs' : '/upload';
  // The legacy route waits for a worker, and there is none.
  const headers = { ...hostileHeaders(random), 'Content-Type': type, Prefer: 'respond-async' };
  return { path, sending: { method: 'POST', headers, body: mutated(body, random) } };
}

function hostileJson(random: Random): { path: string; sending: Sending } {
  const whole = random.pick([
    { filename: random.pick(words), sizeBytes: random.pick([5, -1, 0.5, 1e300, 2 ** 53]) },
    { uploadId: random.pick(['0'.repeat(32), random.pick(words)]), options: { model: 'lite' } },
    {
      uploadId: '0'.repeat(32),
      options: { overlay: { [random.pick(words)]: random.pick(words) } },
    },
  ]);
  const text = random.chance(0.5) ? JSON.stringify(whole) : hostileValue(random);
  const type = random.pick([
    ...Array<string>(5).fill('application/json'),
    'application/json; charset=utf-16le',
    'application/json; charset=x-user-defined',
    'application/problem+json',
    'text/plain',
  ]);
  const headers = { ...hostileHeaders(random), 'Content-Type': type };
  const body = mutated(Buffer.from(text), random);
  return {
    path: random.pick(['/v1/jobs', '/v1/uploads']),
    sending: { method: 'POST', headers, body },
  };
}

function hostileRead(random: Random): { path: string; sending: Sending } {
  const word = (): string => encodeURIComponent(random.pick(words).toWellFormed());
  const path = random.pick([
    `/v1/jobs?limit=${word()}&cursor=${word()}&state=${word()}`,
    `/v1/jobs?limit=5&cursor=${word()}&${word()}=${word()}`,
    `/v1/jobs/${word()}`,
    `/v1/jobs/${'0'.repeat(32)}/artifacts/${word()}?disposition=${word()}`,
    `/v1/jobs/${word()}/events`,
    `/preview/${word()}`,
    `/objects/${word()}?signature=${word()}&expires=${word()}`,
    `/${word()}/${word()}`,
  ]);
  const method = random.pick(['GET', 'GET', 'GET', 'HEAD', 'DELETE', 'POST', 'PATCH', 'OPTIONS']);
  return { path, sending: { method, headers: hostileHeaders(random) } };
}

function hostileHeaders(random: Random): Record<string, string> {
  if (random.chance(0.6)) return {};
  const printable = words.filter((word) => /^[\x20-\x7e]*$/.test(word));
  const name = random.pick([
    ...['Idempotency-Key', 'If-None-Match', 'Last-Event-ID', 'Range', 'X-Request-Id', 'Accept'],
    ...['Origin', 'Content-Encoding', 'X-Forwarded-For', 'Sec-Fetch-Site', 'Expect-CT'],
  ]);
  return { [name]: random.pick(printable) };
}

/** Well-formed JSON with wrong contents. */
function hostileValue(random: Random): string {
  const value = (depth: number): unknown => {
    if (depth === 0 || random.chance(0.3)) {
      return random.pick<unknown>([...words, 1e308, -0, null, true, []]);
    }
    return { [random.pick(words)]: value(depth - 1), [random.pick(words)]: value(depth - 1) };
  };
  return JSON.stringify(value(4));
}

/** Makes up to three changes; half of the bodies stay unchanged. */
function mutated(body: Buffer, random: Random): Buffer {
  if (random.chance(0.4)) return body;
  let bytes = body;
  for (let wounds = Math.floor(random.between(0, 4)); wounds > 0; wounds -= 1) {
    bytes = random.pick([flip, cut, truncate, repeat, insert])(bytes, random);
  }
  return bytes;
}

const place = (bytes: Buffer, random: Random): number =>
  Math.floor(random.between(0, bytes.length));

function flip(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[place(copy, random)] = Math.floor(random.between(0, 256));
  return copy;
}

function cut(bytes: Buffer, random: Random): Buffer {
  const at = place(bytes, random);
  const to = at + Math.floor(random.between(1, 40));
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
}

const truncate = (bytes: Buffer, random: Random): Buffer => bytes.subarray(0, place(bytes, random));

function repeat(bytes: Buffer, random: Random): Buffer {
  const at = place(bytes, random);
  const piece = bytes.subarray(at, at + Math.floor(random.between(1, 200)));
  return Buffer.concat([bytes.subarray(0, at), piece, piece, bytes.subarray(at)]);
}

function insert(bytes: Buffer, random: Random): Buffer {
  const at = place(bytes, random);
  const word = Buffer.from(random.pick(words));
  return Buffer.concat([bytes.subarray(0, at), word, bytes.subarray(at)]);
}
