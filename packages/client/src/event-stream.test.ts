import { describe, expect, test } from '@jest/globals';
import { readEventStream } from './event-stream.ts';

/** Streams the text in chunks of `size` bytes. */
function streamOf(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

const read = (text: string, size = 1000) => Array.fromAsync(readEventStream(streamOf(text, size)));

const stream = [
  'retry: 2000',
  '',
  ': still here',
  '',
  'event: job',
  'id: 7',
  'data: {"name":"Tänzerin"}',
  '',
  'data: one',
  'data:two',
  '',
  'data: never finished',
].join('\n');

const messages = [
  { event: 'job', id: '7', data: '{"name":"Tänzerin"}' },
  { event: 'message', id: '7', data: 'one\ntwo' },
];

describe('readEventStream', () => {
  test('skips comments and an incomplete message at the end; the id stays', async () => {
    expect(await read(stream)).toEqual(messages);
  });

  test.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('accepts %s as line end, wherever chunks are split', async (_name, end) => {
    const text = stream.replaceAll('\n', end);
    for (const size of [1, 2, 3, 7]) expect(await read(text, size)).toEqual(messages);
  });

  test('cancels the connection when the reader stops early', async () => {
    const { promise: cancelled, resolve } = Promise.withResolvers<void>();
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: again\n\n')),
      cancel: () => resolve(),
    });
    for await (const { data } of readEventStream(endless)) {
      expect(data).toBe('again');
      break;
    }
    await cancelled;
  });
});
