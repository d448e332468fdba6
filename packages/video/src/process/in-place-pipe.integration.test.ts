import { readdir, readlink } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { InPlacePipe } from './in-place-pipe.ts';

/** Bytes that depend on their index. */
const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at % 251);

/** Everything that arrives until the end, in buffers of `size` bytes. */
async function drain(pipe: InPlacePipe, size: number): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const memory = new Uint8Array(size);
    const bytes = await pipe.fill(memory);
    if (bytes > 0) parts.push(memory.subarray(0, bytes));
    if (bytes < size) return parts;
  }
}

async function openSockets(): Promise<number> {
  const links = (await readdir('/proc/self/fd')).map((fd) =>
    readlink(`/proc/self/fd/${fd}`).catch(() => ''),
  );
  return (await Promise.all(links)).filter((link) => link.startsWith('socket:')).length;
}

describe('a pipe that fills memory', () => {
  test.each([
    ['much smaller than a read', 100],
    ['slightly smaller than a read', 65_536 - 7],
    ['as large as a read', 65_536],
    ['as large as several reads', 1_000_003],
    ['larger than all data', 9_000_000],
  ])('keeps all bytes in order with memory %s', async (_case, size) => {
    using pipe = await InPlacePipe.open();
    const sent = counting(3_000_017);
    for (let at = 0; at < sent.length; at += 50_021)
      pipe.writer.write(sent.subarray(at, at + 50_021));
    pipe.writer.end();
    const parts = await drain(pipe, size);
    expect(parts.slice(0, -1).every(({ length }) => length === size)).toBe(true);
    expect(Buffer.concat(parts).equals(sent)).toBe(true);
  });

  test('writes to memory only while it is being filled', async () => {
    using pipe = await InPlacePipe.open();
    const memory = new Uint8Array(100_000);
    pipe.writer.write(counting(250_000));
    expect(await pipe.fill(memory)).toBe(100_000);
    // Detached, as when it is transferred to another thread.
    structuredClone(memory, { transfer: [memory.buffer] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(memory).toHaveLength(0);
    const next = new Uint8Array(150_000);
    expect(await pipe.fill(next)).toBe(150_000);
    expect(Buffer.from(next).equals(counting(250_000).subarray(100_000))).toBe(true);
  });

  test('blocks the writer while no memory is being filled', async () => {
    using pipe = await InPlacePipe.open();
    let written = 0;
    for (let at = 0; at < 100; at++) pipe.writer.write(counting(100_000), () => void written++);
    expect(await pipe.fill(new Uint8Array(10))).toBe(10);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(written).toBeLessThan(10);
  });

  test('resolves a pending fill with the bytes so far when it is closed', async () => {
    const pipe = await InPlacePipe.open();
    pipe.writer.write(counting(10));
    const filled = pipe.fill(new Uint8Array(100));
    await new Promise((resolve) => setTimeout(resolve, 20));
    pipe[Symbol.dispose]();
    expect(await filled).toBe(10);
    expect(await pipe.fill(new Uint8Array(100))).toBe(0);
  });

  test('leaves no socket open', async () => {
    const before = await openSockets();
    for (let at = 0; at < 5; at++) {
      using pipe = await InPlacePipe.open();
      pipe.writer.write(counting(10));
      await pipe.fill(new Uint8Array(10));
    }
    expect(await openSockets()).toBe(before);
  });
});
