import { describe, expect, test } from '@jest/globals';
import { readPresences } from './presence.ts';

/** A landmark in MediaPipe's wire format: 32-bit floats by field number. */
function landmark(fields: Readonly<Record<number, number>>): Buffer {
  const floats = Object.entries(fields).map(([field, value]) => {
    const bytes = Buffer.alloc(5);
    bytes.writeUInt8((Number(field) << 3) | 5);
    bytes.writeFloatLE(value, 1);
    return bytes;
  });
  const body = Buffer.concat(floats);
  return Buffer.concat([Buffer.of(0x0a, body.byteLength), body]);
}

describe('readPresences', () => {
  test('reads the fifth field of each landmark', () => {
    const packet = Buffer.concat([
      landmark({ 1: 0.1, 2: 0.2, 3: 0.3, 4: 0.4, 5: 0.75 }),
      landmark({ 1: 0.1, 5: 0.25 }),
    ]);
    expect(readPresences(packet)).toEqual([0.75, 0.25]);
  });

  test('reads an omitted field as 0', () => {
    expect(readPresences(landmark({ 1: 0.1 }))).toEqual([0]);
  });

  test('refuses any message other than a list of landmarks', () => {
    expect(() => readPresences(Buffer.of(0x12, 0))).toThrow(/byte 0/);
    expect(() => readPresences(Buffer.of(0x0a, 3, 0x2d, 0, 0))).toThrow(/byte 0/);
    expect(() => readPresences(Buffer.of(0x0a, 5, 0x32, 0, 0, 0, 0))).toThrow(/byte 2/);
    expect(() => readPresences(landmark({ 5: 1 }).subarray(0, 4))).toThrow(RangeError);
  });
});
