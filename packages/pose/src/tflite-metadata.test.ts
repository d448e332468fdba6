import { describe, expect, test } from '@jest/globals';
import { Builder, ByteBuffer } from 'flatbuffers';
import { withNormalization } from './tflite-metadata.ts';

/** A TFLite model with a version, a description and one empty buffer; it computes nothing. */
function tinyModel(): Uint8Array {
  const builder = new Builder();
  const description = builder.createString('tiny');
  builder.startObject(1);
  const empty = builder.endObject();
  builder.startVector(4, 1, 4);
  builder.addOffset(empty);
  const buffers = builder.endVector();
  builder.startObject(5);
  builder.addFieldInt32(0, 3, 0);
  builder.addFieldOffset(3, description, 0);
  builder.addFieldOffset(4, buffers, 0);
  builder.finish(builder.endObject(), 'TFL3');
  return builder.asUint8Array().slice();
}

/** Reads a table's field by its index in the schema. */
function reader(bytes: ByteBuffer, table: number) {
  const at = (field: number): number => table + bytes.__offset(table, 2 * (field + 2));
  return {
    int: (field: number) => bytes.readInt32(at(field)),
    text: (field: number) => bytes.__string(at(field)),
    items: (field: number) =>
      Array.from({ length: bytes.__vector_len(at(field)) }, (_, index) =>
        reader(bytes, bytes.__indirect(bytes.__vector(at(field)) + 4 * index)),
      ),
    bytes: (field: number) => {
      const start = bytes.__vector(at(field));
      return bytes.bytes().subarray(start, start + bytes.__vector_len(at(field)));
    },
    floats: (field: number) =>
      Array.from({ length: bytes.__vector_len(at(field)) }, (_, index) =>
        bytes.readFloat32(bytes.__vector(at(field)) + 4 * index),
      ),
    table: (field: number) => reader(bytes, bytes.__indirect(at(field))),
  };
}

const read = (bytes: Uint8Array) => {
  const buffer = new ByteBuffer(bytes);
  return reader(buffer, buffer.__indirect(0));
};

describe('withNormalization', () => {
  const model = tinyModel();
  const noted = withNormalization(model, { mean: 127.5, std: 255 });

  test('keeps the content of the model', () => {
    expect(Buffer.from(noted.subarray(4, 8)).toString()).toBe('TFL3');
    expect(read(noted).int(0)).toBe(3);
    expect(read(noted).text(3)).toBe('tiny');
    expect(read(noted).items(4)).toHaveLength(2);
  });

  test('adds metadata with mean and standard deviation', () => {
    const [entry] = read(noted).items(6);
    expect(entry?.text(0)).toBe('TFLITE_METADATA');
    const note = read(noted).items(4)[entry?.int(1) ?? 0]?.bytes(0) ?? new Uint8Array();
    expect(Buffer.from(note.subarray(4, 8)).toString()).toBe('M001');
    const unit = read(note.slice()).items(3)[0]?.items(2)[0]?.items(4)[0];
    expect([unit?.table(1).floats(0), unit?.table(1).floats(1)]).toEqual([[127.5], [255]]);
  });

  test('keeps the alignment of the weights', () => {
    const start = Buffer.from(noted).indexOf(model);
    expect(start).toBeGreaterThan(0);
    expect(start % 16).toBe(0);
  });

  test('can be repeated and keeps the earlier metadata', () => {
    const twice = read(withNormalization(noted, { mean: 0, std: 1 }));
    expect(twice.items(6).map((entry) => entry.int(1))).toEqual([1, 2]);
  });

  test('refuses other files', () => {
    expect(() => withNormalization(new Uint8Array(100), { mean: 0, std: 1 })).toThrow(/TFLite/);
  });
});
