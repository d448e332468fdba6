import { littleEndian, ProtobufMessage } from './protobuf-message.ts';

// Field numbers: onnx/onnx.proto3. Opset 13 (2020) has all operators used here, and every later runtime reads it.
const modelField = { irVersion: 1, producer: 2, graph: 7, opset: 8 };
const opsetField = { version: 2 };
const graphField = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
const nodeField = { input: 1, output: 2, operator: 4, attribute: 5 };
const attributeField = { name: 1, int: 3, text: 4, ints: 8, type: 20 };
const attributeType = { int: 2, text: 3, ints: 7 };
const tensorField = { dimension: 1, type: 2, name: 8, data: 9 };
const elementType = { float32: 1, int64: 7, float16: 10 };
const valueField = { name: 1, type: 2 };
const typeField = { tensor: 1 };
const tensorTypeField = { element: 1, shape: 2 };
const shapeField = { dimension: 1 };
const dimensionField = { size: 1 };
const irVersion = 7;
const opsetVersion = 13;

export type OnnxAttributes = Readonly<Record<string, number | string | readonly number[]>>;

/** An ONNX model under construction: nodes in an executable order, values identified by name. */
export class OnnxGraph {
  readonly #graph = new ProtobufMessage().text(graphField.name, 'network');

  input(name: string, shape: readonly number[]): void {
    this.#graph.message(graphField.input, floatValue(name, shape));
  }

  output(name: string, shape: readonly number[]): void {
    this.#graph.message(graphField.output, floatValue(name, shape));
  }

  /**
   * Adds a constant, which keeps a reference to the array. The runtime widens 16-bit floats to 32 bits once, when it
   * opens the model. @returns its name.
   */
  constant(
    name: string,
    shape: readonly number[],
    values: Float32Array | BigInt64Array | Uint16Array,
  ): string {
    if (values instanceof Uint16Array) {
      const half = this.#initializer(`${name}Half`, shape, elementType.float16, values);
      return this.node('Cast', [half], name, { to: elementType.float32 });
    }
    const type = values instanceof Float32Array ? elementType.float32 : elementType.int64;
    return this.#initializer(name, shape, type, values);
  }

  #initializer(
    name: string,
    shape: readonly number[],
    type: number,
    values: ArrayBufferView<ArrayBufferLike>,
  ): string {
    const tensor = new ProtobufMessage();
    for (const size of shape) tensor.int(tensorField.dimension, size);
    tensor.int(tensorField.type, type).text(tensorField.name, name);
    this.#graph.message(
      graphField.initializer,
      tensor.bytes(tensorField.data, littleEndian(values)),
    );
    return name;
  }

  /** Adds a node; an omitted input has an empty name. @returns the name of the output. */
  node(
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes: OnnxAttributes = {},
  ): string {
    const node = new ProtobufMessage();
    for (const input of inputs) node.text(nodeField.input, input);
    node.text(nodeField.output, output).text(nodeField.operator, operator);
    for (const [name, value] of Object.entries(attributes)) {
      node.message(nodeField.attribute, attribute(name, value));
    }
    this.#graph.message(graphField.node, node);
    return output;
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    return new ProtobufMessage()
      .int(modelField.irVersion, irVersion)
      .text(modelField.producer, 'dance-pose')
      .message(modelField.opset, new ProtobufMessage().int(opsetField.version, opsetVersion))
      .message(modelField.graph, this.#graph)
      .toBytes();
  }
}

function attribute(name: string, value: number | string | readonly number[]): ProtobufMessage {
  const message = new ProtobufMessage().text(attributeField.name, name);
  if (typeof value === 'string') {
    return message.text(attributeField.text, value).int(attributeField.type, attributeType.text);
  }
  if (typeof value === 'number') {
    return message.int(attributeField.int, value).int(attributeField.type, attributeType.int);
  }
  for (const item of value) message.int(attributeField.ints, item);
  return message.int(attributeField.type, attributeType.ints);
}

function floatValue(name: string, shape: readonly number[]): ProtobufMessage {
  const dimensions = new ProtobufMessage();
  for (const size of shape) {
    dimensions.message(shapeField.dimension, new ProtobufMessage().int(dimensionField.size, size));
  }
  const tensor = new ProtobufMessage()
    .int(tensorTypeField.element, elementType.float32)
    .message(tensorTypeField.shape, dimensions);
  return new ProtobufMessage()
    .text(valueField.name, name)
    .message(valueField.type, new ProtobufMessage().message(typeField.tensor, tensor));
}
