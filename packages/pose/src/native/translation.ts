import { type OnnxAttributes, OnnxGraph } from './onnx-graph.ts';
import type { TfliteModel, TfliteOperator, TfliteTensor } from './tflite-model.ts';
import { readInts, readWeights, type Weights } from './tflite-weights.ts';

/** Zero padding around a picture, in pixels. */
export interface Padding {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Fused activation functions (schema.fbs, ActivationFunctionType). */
const activation = { none: 0, relu6: 3 };

/**
 * An ONNX graph built from a TFLite network. Tensors are identified by their index in the TFLite network.
 *
 * TFLite stores pictures as `[1, height, width, channels]`, ONNX as `[1, channels, height, width]`. Weights are
 * transposed here, the input by its producer. {@link shape} is in TFLite's order.
 */
export class Translation {
  readonly graph = new OnnxGraph();
  readonly #model: TfliteModel;
  readonly #names = new Map<number, string>();
  /** Sources of aliased constants: the 16-bit weights that an operator would widen. */
  readonly #origins = new Map<number, number>();
  readonly #paddings = new Map<number, { readonly source: number; readonly margins: Padding }>();
  #hasBounds = false;

  constructor(model: TfliteModel) {
    this.#model = model;
  }

  declareInput(): void {
    this.#names.set(this.#model.input, 'input');
    this.graph.input('input', channelsFirst(this.shape(this.#model.input)));
  }

  declareOutput(tensor: number, name: string): void {
    this.graph.node('Identity', [this.name(tensor)], name);
    this.graph.output(name, channelsFirst(this.shape(tensor)));
  }

  shape(tensor: number): readonly number[] {
    return this.#tensor(tensor).shape;
  }

  /** Name of the value that an operator computed for a tensor. */
  name(tensor: number): string {
    const name = this.#names.get(tensor);
    if (name === undefined)
      throw new Error(`${this.#tensor(tensor).name} is not computed by any operator.`);
    return name;
  }

  weights(tensor: number): Weights {
    return readWeights(this.#tensor(this.#origins.get(tensor) ?? tensor));
  }

  ints(tensor: number): Int32Array {
    return readInts(this.#tensor(tensor));
  }

  /** Makes a constant an alias of another one with the same numbers. */
  alias(tensor: number, origin: number): void {
    this.#origins.set(tensor, this.#origins.get(origin) ?? origin);
  }

  /** Makes a picture an alias of another one with zero padding that its consumers add themselves. */
  aliasPadded(tensor: number, source: number, margins: Padding): void {
    this.#paddings.set(tensor, { source, margins });
  }

  /** The picture without padding, for a consumer that adds the padding itself. */
  unpadded(tensor: number): { readonly source: number; readonly margins: Padding | undefined } {
    return this.#paddings.get(tensor) ?? { source: tensor, margins: undefined };
  }

  consumersOf(tensor: number): readonly TfliteOperator[] {
    return this.#model.operators.filter(({ inputs }) => inputs.includes(tensor));
  }

  /** Adds a node that computes a tensor, followed by its activation function. */
  compute(
    tensor: number,
    operator: string,
    inputs: readonly string[],
    attributes: OnnxAttributes = {},
    activationNumber = activation.none,
  ): void {
    const name = `value${tensor}`;
    this.#names.set(tensor, name);
    if (activationNumber === activation.none) {
      this.graph.node(operator, inputs, name, attributes);
    } else if (activationNumber === activation.relu6) {
      const linear = this.graph.node(operator, inputs, `linear${tensor}`, attributes);
      const clipped = operator === 'Conv' ? linear : this.#identityConvolution(linear, tensor);
      this.graph.node('Clip', [clipped, ...this.#bounds()], name);
    } else {
      throw new Error(`The network uses the unsupported activation function ${activationNumber}.`);
    }
  }

  /**
   * Passes a picture through an identity convolution. ONNX Runtime keeps pictures in a blocked channel layout between
   * convolutions and fuses a `Clip` after one; for any other `Clip` it reorders the picture before and after it, which
   * takes longer than a multiplication by one.
   */
  #identityConvolution(picture: string, tensor: number): string {
    const channels = this.shape(tensor)[3] ?? 1;
    const ones = new Float32Array(channels).fill(1);
    const weights = this.graph.constant(`ones${tensor}`, [channels, 1, 1, 1], ones);
    return this.graph.node('Conv', [picture, weights], `same${tensor}`, { group: channels });
  }

  #bounds(): readonly string[] {
    if (!this.#hasBounds) {
      this.graph.constant('zero', [], new Float32Array([0]));
      this.graph.constant('six', [], new Float32Array([6]));
      this.#hasBounds = true;
    }
    return ['zero', 'six'];
  }

  #tensor(index: number): TfliteTensor {
    const tensor = this.#model.tensors[index];
    if (tensor === undefined) throw new Error(`The network has no tensor number ${index}.`);
    return tensor;
  }
}

/** Converts a shape to ONNX's order. */
export function channelsFirst(shape: readonly number[]): readonly number[] {
  const [count, height, width, channels] = shape;
  if (shape.length !== 4) return shape;
  return [count, channels, height, width] as number[];
}
