import { describe, expect, test } from '@jest/globals';
import { Builder } from 'flatbuffers';
import { FlatTable } from './flat-table.ts';

/** A table written by the flatbuffers library: a byte, an integer, a string, a vector and a table. */
function written(): Uint8Array {
  const builder = new Builder(64);
  const text = builder.createString('hips');
  builder.startVector(4, 3, 4);
  for (const value of [3, -2, 1]) builder.addInt32(value);
  const ints = builder.endVector();
  builder.startVector(2, 2, 2);
  for (const value of [65_535, 7]) builder.addInt16(value);
  const shorts = builder.endVector();
  builder.startObject(1);
  builder.addFieldInt32(0, 99, 0);
  const inner = builder.endObject();
  builder.startVector(4, 2, 4);
  for (const offset of [inner, inner]) builder.addOffset(offset);
  const tables = builder.endVector();
  builder.startObject(8);
  builder.addFieldInt8(0, -5, 0);
  builder.addFieldInt32(1, 123_456, 0);
  for (const [field, offset] of [text, ints, shorts, inner, tables].entries()) {
    builder.addFieldOffset(field + 2, offset, 0);
  }
  builder.finish(builder.endObject());
  return builder.asUint8Array();
}

describe('a flat table', () => {
  test('reads the written fields', () => {
    const table = FlatTable.root(written());
    expect(table.byte(0)).toBe(-5);
    expect(table.int(1)).toBe(123_456);
    expect(table.text(2)).toBe('hips');
    expect(table.ints(3)).toEqual([1, -2, 3]);
    expect(table.shorts(4)).toEqual(Uint16Array.of(7, 65_535));
    expect(table.table(5)?.int(0)).toBe(99);
    expect(table.tables(6).map((inner) => inner.int(0))).toEqual([99, 99]);
    expect([...table.bytes(2)]).toEqual([...Buffer.from('hips')]);
  });

  test.each([7, 8, 1000])('has the default for field %d, which was not written', (field) => {
    const table = FlatTable.root(written());
    expect(table.byte(field)).toBe(0);
    expect(table.int(field, 4)).toBe(4);
    expect(table.ints(field)).toEqual([]);
    expect(table.text(field)).toBe('');
    expect(table.bytes(field).byteLength).toBe(0);
    expect(table.table(field)).toBeUndefined();
    expect(table.tables(field)).toEqual([]);
  });

  test('reads at any byte offset of the memory', () => {
    const bytes = written();
    const shifted = new Uint8Array(bytes.byteLength + 3);
    shifted.set(bytes, 3);
    expect(FlatTable.root(shifted.subarray(3)).ints(3)).toEqual([1, -2, 3]);
  });

  test('does not read beyond the end', () => {
    expect(() => FlatTable.root(written().subarray(0, 20)).text(2)).toThrow(RangeError);
    expect(() => FlatTable.root(Uint8Array.of(255, 255, 255, 255)).int(0)).toThrow(RangeError);
  });
});
