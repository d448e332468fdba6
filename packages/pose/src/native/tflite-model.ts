import { FlatTable } from './flat-table.ts';

// The part of a TFLite model that MediaPipe's pose networks use. Field indices and operator codes:
// tensorflow/lite/schema/schema.fbs.

const operatorNames = new Map([
  [0, 'ADD'],
  [2, 'CONCATENATION'],
  [3, 'CONV_2D'],
  [4, 'DEPTHWISE_CONV_2D'],
  [5, 'DEPTH_TO_SPACE'],
  [6, 'DEQUANTIZE'],
  [14, 'LOGISTIC'],
  [17, 'MAX_POOL_2D'],
  [22, 'RESHAPE'],
  [23, 'RESIZE_BILINEAR'],
  [34, 'PAD'],
  [124, 'DENSIFY'],
] as const);
type OperatorName = typeof operatorNames extends Map<number, infer Name> ? Name : never;

const elementTypes = { 0: 'float32', 1: 'float16', 2: 'int32' } as const;
type ElementType = (typeof elementTypes)[keyof typeof elementTypes];

export interface TfliteTensor {
  readonly name: string;
  /** Pictures are `[1, height, width, channels]`. */
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** Little-endian elements of a constant; otherwise empty. */
  readonly data: Uint8Array;
  readonly sparsity: FlatTable | undefined;
}

export interface TfliteOperator {
  readonly name: OperatorName;
  readonly inputs: readonly number[];
  readonly output: number;
  /** Its fields depend on the operator; undefined if the operator has none. */
  readonly options: FlatTable | undefined;
}

export interface TfliteModel {
  readonly tensors: readonly TfliteTensor[];
  /** In an executable order. */
  readonly operators: readonly TfliteOperator[];
  /** Index into `tensors`, as are the outputs. */
  readonly input: number;
  readonly outputs: readonly number[];
}

const modelField = { operatorCodes: 1, subgraphs: 2, buffers: 4 };
const operatorCodeField = { deprecatedCode: 0, code: 3 };
const subgraphField = { tensors: 0, inputs: 1, outputs: 2, operators: 3 };
const tensorField = { shape: 0, type: 1, buffer: 2, name: 3, sparsity: 6 };
const operatorField = { code: 0, inputs: 1, outputs: 2, options: 4 };

/** @throws when the file is no TFLite model, or uses an unsupported operator or element type. */
export function readTflite(bytes: Uint8Array): TfliteModel {
  if (new TextDecoder().decode(bytes.subarray(4, 8)) !== 'TFL3') {
    throw new Error('The file is not a TFLite model.');
  }
  const root = FlatTable.root(bytes);
  const [subgraph] = root.tables(modelField.subgraphs);
  if (subgraph === undefined) throw new Error('The TFLite model is empty.');
  const buffers = root.tables(modelField.buffers);
  const codes = root.tables(modelField.operatorCodes).map(
    // Codes from 127 on do not fit the older, narrower field.
    (code) =>
      Math.max(code.byte(operatorCodeField.deprecatedCode), code.int(operatorCodeField.code)),
  );
  const [input = -1] = subgraph.ints(subgraphField.inputs);
  return {
    tensors: subgraph.tables(subgraphField.tensors).map((tensor) => readTensor(tensor, buffers)),
    operators: subgraph.tables(subgraphField.operators).map((table) => readOperator(table, codes)),
    input,
    outputs: subgraph.ints(subgraphField.outputs),
  };
}

function readTensor(table: FlatTable, buffers: readonly FlatTable[]): TfliteTensor {
  const name = table.text(tensorField.name);
  const type = elementTypes[table.byte(tensorField.type) as keyof typeof elementTypes];
  if (type === undefined) {
    throw new Error(
      `Tensor ${name} has elements of the unsupported type ${table.byte(tensorField.type)}.`,
    );
  }
  return {
    name,
    shape: table.ints(tensorField.shape),
    type,
    data: buffers[table.int(tensorField.buffer)]?.bytes(0) ?? new Uint8Array(0),
    sparsity: table.table(tensorField.sparsity),
  };
}

function readOperator(table: FlatTable, codes: readonly number[]): TfliteOperator {
  const code = codes[table.int(operatorField.code)];
  const name = operatorNames.get(code as never);
  if (name === undefined) throw new Error(`The network uses the unsupported operator ${code}.`);
  const [output = -1] = table.ints(operatorField.outputs);
  return {
    name,
    inputs: table.ints(operatorField.inputs),
    output,
    options: table.table(operatorField.options),
  };
}
