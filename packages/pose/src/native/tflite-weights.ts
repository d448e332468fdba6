import type { FlatTable } from './flat-table.ts';
import type { TfliteTensor } from './tflite-model.ts';

const sparsityField = { traversalOrder: 0, blockMap: 1, dimensions: 2 };
const dimensionField = {
  format: 0,
  size: 1,
  segmentsType: 2,
  segments: 3,
  indicesType: 4,
  indices: 5,
};
const sparseFormat = 1;
const valuesField = 0;

/** The numbers of a constant, whole and in 32 bits however they are stored. */
export function readFloats(tensor: TfliteTensor): Float32Array {
  const stored = storedFloats(tensor);
  return tensor.sparsity === undefined ? stored : densify(tensor, stored);
}

/** @throws when the tensor is no constant of integers. */
export function readInts(tensor: TfliteTensor): Int32Array {
  if (tensor.type !== 'int32') throw new Error(`${tensor.name} does not hold integers.`);
  return new Int32Array(aligned(tensor.data));
}

function storedFloats({ name, type, data }: TfliteTensor): Float32Array {
  if (type === 'float16') return new Float32Array(new Float16Array(aligned(data)));
  if (type === 'float32') return new Float32Array(aligned(data));
  throw new Error(`${name} does not hold floating-point numbers.`);
}

/** A member of a bundle may begin anywhere; typed arrays begin at multiples of their elements' size. */
function aligned(data: Uint8Array): ArrayBuffer {
  return new Uint8Array(data).buffer;
}

/**
 * Fills in the zeros that a sparse tensor leaves out. A dense dimension is walked from end to end; of a sparse
 * one, the segment belonging to the place reached so far lists the indices that have values.
 * Source: "Format abstraction for sparse tensor algebra compilers" (arXiv:1804.10112), which TFLite follows.
 */
function densify({ name, shape, sparsity }: TfliteTensor, stored: Float32Array): Float32Array {
  const order = sparsity?.ints(sparsityField.traversalOrder) ?? [];
  const levels = (sparsity?.tables(sparsityField.dimensions) ?? []).map(readLevel);
  const isPlain = order.every((dimension, index) => dimension === index);
  if (!isPlain || levels.length !== shape.length || sparsity?.ints(sparsityField.blockMap).length) {
    throw new Error(`${name} is sparse in a way that is unknown here.`);
  }
  const dense = new Float32Array(shape.reduce((product, size) => product * size, 1));
  let next = 0;
  const walk = (depth: number, segment: number, offset: number): void => {
    const level = levels[depth];
    if (level === undefined) {
      dense[offset] = stored[next++] as number;
      return;
    }
    const size = shape[depth] as number;
    const [from, to] = level.indices === undefined ? [0, size] : level.range(segment);
    for (let at = from; at < to; at++) {
      const index = level.indices?.[at] ?? at;
      walk(
        depth + 1,
        level.indices === undefined ? segment * size + at : at,
        offset * size + index,
      );
    }
  };
  walk(0, 0, 0);
  return dense;
}

interface Level {
  /** The indices with values, of all segments; undefined where the dimension is dense. */
  readonly indices: readonly number[] | undefined;
  /** From where to where in `indices` a segment reaches. */
  range(segment: number): readonly [from: number, to: number];
}

function readLevel(dimension: FlatTable): Level {
  const isSparse = dimension.byte(dimensionField.format) === sparseFormat;
  const segments = isSparse ? readIndices(dimension, 'segments') : [];
  return {
    indices: isSparse ? readIndices(dimension, 'indices') : undefined,
    range: (segment) => [segments[segment] as number, segments[segment + 1] as number],
  };
}

/** Three widths of integers are allowed, told apart by a number beside the vector. */
function readIndices(dimension: FlatTable, which: 'segments' | 'indices'): readonly number[] {
  const vector = dimension.table(dimensionField[which]);
  const type = dimension.byte(dimensionField[`${which}Type`]);
  if (type === 1) return vector?.ints(valuesField) ?? [];
  if (type === 2) return vector?.shorts(valuesField) ?? [];
  return [...(vector?.bytes(valuesField) ?? [])];
}
