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

/**
 * Numbers as stored; 16-bit floats stay bit patterns. Copying millions of them as integers takes a tenth of the time
 * that V8 needs to read them as numbers.
 */
export type Weights = Float32Array | Uint16Array;

/** All numbers of a constant, including the zeros that a sparse tensor leaves out. */
export function readWeights(tensor: TfliteTensor): Weights {
  const stored = storedWeights(tensor);
  return tensor.sparsity === undefined ? stored : densify(tensor, stored);
}

/** @throws when the tensor is not an integer constant. */
export function readInts(tensor: TfliteTensor): Int32Array {
  if (tensor.type !== 'int32') throw new Error(`${tensor.name} does not hold integers.`);
  return elementsOf(Int32Array, tensor.data);
}

function storedWeights({ name, type, data }: TfliteTensor): Weights {
  if (type === 'float16') return elementsOf(Uint16Array, data);
  if (type === 'float32') return elementsOf(Float32Array, data);
  throw new Error(`${name} does not hold floating-point numbers.`);
}

interface TypedArray<Elements> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): Elements;
}

/** A view of the data, or of a copy if the data are not aligned to the element size. */
function elementsOf<Elements>(type: TypedArray<Elements>, data: Uint8Array): Elements {
  const { BYTES_PER_ELEMENT: size } = type;
  const { buffer, byteOffset, length } = data.byteOffset % size === 0 ? data : new Uint8Array(data);
  return new type(buffer, byteOffset, Math.floor(length / size));
}

/**
 * Fills in the zeros that a sparse tensor leaves out. A dense dimension is iterated completely; in a sparse one, the
 * segment of the current position lists the indices that have values.
 * Source: "Format abstraction for sparse tensor algebra compilers" (arXiv:1804.10112), which TFLite follows.
 */
function densify({ name, shape, sparsity }: TfliteTensor, stored: Weights): Weights {
  const order = sparsity?.ints(sparsityField.traversalOrder) ?? [];
  const levels = (sparsity?.tables(sparsityField.dimensions) ?? []).map(readLevel);
  const isPlain = order.every((dimension, index) => dimension === index);
  if (!isPlain || levels.length !== shape.length || sparsity?.ints(sparsityField.blockMap).length) {
    throw new Error(`${name} has an unsupported sparsity.`);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  const dense = stored instanceof Float32Array ? new Float32Array(count) : new Uint16Array(count);
  let next = 0;
  const walk = (depth: number, segment: number, offset: number): void => {
    const { indices, range } = levels[depth] as Level;
    const size = shape[depth] as number;
    const isLast = depth === levels.length - 1;
    const [from, to] = indices === undefined ? [0, size] : range(segment);
    for (let at = from; at < to; at++) {
      const position = offset * size + (indices === undefined ? at : (indices[at] as number));
      if (isLast) dense[position] = stored[next++] as number;
      else walk(depth + 1, indices === undefined ? segment * size + at : at, position);
    }
  };
  walk(0, 0, 0);
  return dense;
}

interface Level {
  /** Indices with values, of all segments; undefined if the dimension is dense. */
  readonly indices: ArrayLike<number> | undefined;
  /** Range of a segment in `indices`. */
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

/** The integers have one of three widths, given by a type field beside the vector. */
function readIndices(dimension: FlatTable, which: 'segments' | 'indices'): ArrayLike<number> {
  const vector = dimension.table(dimensionField[which]);
  const type = dimension.byte(dimensionField[`${which}Type`]);
  if (type === 1) return vector?.ints(valuesField) ?? [];
  if (type === 2) return vector?.shorts(valuesField) ?? [];
  return vector?.bytes(valuesField) ?? [];
}
