import { type OnnxAttributes, OnnxGraph } from './onnx-graph.ts';
import type { TfliteModel, TfliteOperator, TfliteTensor } from './tflite-model.ts';
import { readInts, readWeights, type Weights } from './tflite-weights.ts';

/** Pixels around a picture. */
export interface Margins {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Numbers of activation functions that an operator may end with (schema.fbs, ActivationFunctionType). */
const activation = { none: 0, relu6: 3 };

/**
 * An ONNX graph growing along a TFLite network. Tensors are known by their index in the old network.
 *
 * TFLite keeps pictures as `[1, height, width, channels]`, ONNX as `[1, channels, height, width]`. So everything
 * is turned over once: weights here, the picture by whoever makes it. {@link shape} speaks of the old order.
 */
export class Translation {
  readonly graph = new OnnxGraph();
  readonly #model: TfliteModel;
  readonly #names = new Map<number, string>();
  /** Constants that stand for others: the weights of 16 bits that an operator would widen. */
  readonly #origins = new Map<number, number>();
  readonly #margins = new Map<number, { readonly source: number; readonly margins: Margins }>();
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

  /** The name of a value that operators computed. */
  name(tensor: number): string {
    const name = this.#names.get(tensor);
    if (name === undefined)
      throw new Error(`${this.#tensor(tensor).name} is not computed anywhere.`);
    return name;
  }

  weights(tensor: number): Weights {
    return readWeights(this.#tensor(this.#origins.get(tensor) ?? tensor));
  }

  ints(tensor: number): Int32Array {
    return readInts(this.#tensor(tensor));
  }

  /** From here on a constant is read from another one; its numbers are the same. */
  standFor(tensor: number, origin: number): void {
    this.#origins.set(tensor, this.#origins.get(origin) ?? origin);
  }

  /** From here on a picture is another one with margins of zeros that its readers see to themselves. */
  surround(tensor: number, source: number, margins: Margins): void {
    this.#margins.set(tensor, { source, margins });
  }

  /** The picture that a reader which sees to margins starts from. */
  surrounded(tensor: number): { readonly source: number; readonly margins: Margins | undefined } {
    return this.#margins.get(tensor) ?? { source: tensor, margins: undefined };
  }

  readersOf(tensor: number): readonly TfliteOperator[] {
    return this.#model.operators.filter(({ inputs }) => inputs.includes(tensor));
  }

  /** Adds a node that computes a tensor, and its activation function after it. */
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
      const free = this.graph.node(operator, inputs, `free${tensor}`, attributes);
      const clipped = operator === 'Conv' ? free : this.#convolved(free, tensor);
      this.graph.node('Clip', [clipped, ...this.#bounds()], name);
    } else {
      throw new Error(`The network has activation function ${activationNumber}, unknown here.`);
    }
  }

  /**
   * The same picture, as a convolution gives it. ONNX Runtime keeps pictures in blocks of channels from one convolution
   * to the next and clips them on the way; for any other `Clip` it turns them back before it and anew behind it, which
   * takes longer than to multiply all by one.
   */
  #convolved(picture: string, tensor: number): string {
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

/** A shape in ONNX's order. */
export function channelsFirst(shape: readonly number[]): readonly number[] {
  const [count, height, width, channels] = shape;
  if (shape.length !== 4) return shape;
  return [count, channels, height, width] as number[];
}
