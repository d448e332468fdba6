import { describe, expect, test } from '@jest/globals';
import { Builder, type Offset } from 'flatbuffers';
import { FlatTable } from './flat-table.ts';
import type { TfliteTensor } from './tflite-model.ts';
import { readInts, readWeights } from './tflite-weights.ts';

const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

const tensor = (more: Partial<TfliteTensor>): TfliteTensor => ({
  ...{ name: 'weights', shape: [4], type: 'float32', data: new Uint8Array(0), sparsity: undefined },
  ...more,
});

type Width = 1 | 2 | 4;
interface Dimension {
  readonly size: number;
  readonly segments?: readonly number[];
  readonly indices?: readonly number[];
}

/** TFLite's SparsityParameters, with integers of `width` bytes. */
function sparsity(dimensions: readonly Dimension[], width: Width, order?: number[]): FlatTable {
  const builder = new Builder(256);
  const vector = (values: readonly number[], bytes: Width): Offset => {
    builder.startVector(bytes, values.length, bytes);
    for (const value of values.toReversed()) {
      if (bytes === 4) builder.addInt32(value);
      else if (bytes === 2) builder.addInt16(value);
      else builder.addInt8(value);
    }
    return builder.endVector();
  };
  const wrapped = (values: readonly number[]): Offset => {
    const inner = vector(values, width);
    builder.startObject(1);
    builder.addFieldOffset(0, inner, 0);
    return builder.endObject();
  };
  const type = { 4: 1, 2: 2, 1: 3 }[width];
  const levels = dimensions.map(({ size, segments, indices }) => {
    const [segmentsAt, indicesAt] = [wrapped(segments ?? []), wrapped(indices ?? [])];
    builder.startObject(6);
    builder.addFieldInt8(0, segments === undefined ? 0 : 1, 0);
    builder.addFieldInt32(1, size, 0);
    if (segments !== undefined) {
      builder.addFieldInt8(2, type, 0);
      builder.addFieldOffset(3, segmentsAt, 0);
      builder.addFieldInt8(4, type, 0);
      builder.addFieldOffset(5, indicesAt, 0);
    }
    return builder.endObject();
  });
  const traversal = vector(order ?? dimensions.map((_, index) => index), 4);
  builder.startVector(4, levels.length, 4);
  for (const level of levels.toReversed()) builder.addOffset(level);
  const list = builder.endVector();
  builder.startObject(3);
  builder.addFieldOffset(0, traversal, 0);
  builder.addFieldOffset(2, list, 0);
  builder.finish(builder.endObject());
  return FlatTable.root(builder.asUint8Array());
}

describe('readWeights', () => {
  test.each([
    ['float32', Float32Array.of(0.5, -2, 65_504, 2 ** -24)],
    // The bits of 0.5, -2, the largest and the smallest positive number.
    ['float16', Uint16Array.of(0x3800, 0xc000, 0x7bff, 0x0001)],
  ] as const)('of %s, also at an odd offset', (type, stored) => {
    for (const places of [0, 1]) {
      const shifted = Buffer.concat([Buffer.alloc(places), bytesOf(stored)]).subarray(places);
      expect(readWeights(tensor({ type, data: shifted }))).toEqual(stored);
    }
  });

  test('refuses integers, and readInts refuses floats', () => {
    expect(() => readWeights(tensor({ type: 'int32' }))).toThrow(/weights/);
    expect(() => readInts(tensor({}))).toThrow(/weights/);
  });

  test.each([1, 2, 4] as const)(
    'fills in the zeros of sparse weights with indices of %d bytes',
    (width) => {
      // 1 0 0 2
      // 0 0 0 0
      // 0 3 0 0
      const data = bytesOf(Float32Array.of(1, 2, 3));
      const rows = { size: 3 };
      const columns = { size: 4, segments: [0, 2, 2, 3], indices: [0, 3, 1] };
      const sparse = tensor({ shape: [3, 4], data, sparsity: sparsity([rows, columns], width) });
      expect([...readWeights(sparse)]).toEqual([1, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0]);
    },
  );

  test('fills in whole rows of zeros', () => {
    const data = bytesOf(Float32Array.of(5, 6));
    const rows = { size: 3, segments: [0, 1], indices: [2] };
    const sparse = tensor({ shape: [3, 2], data, sparsity: sparsity([rows, { size: 2 }], 4) });
    expect([...readWeights(sparse)]).toEqual([0, 0, 0, 0, 5, 6]);
  });

  test('refuses an unsupported order of dimensions', () => {
    const levels = [{ size: 2 }, { size: 2 }];
    const sparse = tensor({ shape: [2, 2], sparsity: sparsity(levels, 4, [1, 0]) });
    expect(() => readWeights(sparse)).toThrow(/sparsity/);
  });
});

test('readInts', () => {
  const data = bytesOf(Int32Array.of(0, 1, -1));
  expect([...readInts(tensor({ type: 'int32', data }))]).toEqual([0, 1, -1]);
});
