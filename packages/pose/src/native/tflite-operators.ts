import type { TfliteOperator } from './tflite-model.ts';
import type { Weights } from './tflite-weights.ts';
import { channelsFirst, type Padding, type Translation } from './translation.ts';

// Field indices of the operators' options: tensorflow/lite/schema/schema.fbs.
const convolutionField = { padding: 0, strideX: 1, strideY: 2 };
const denseField = { activation: 3, dilationX: 4, dilationY: 5 };
const depthwiseField = { multiplier: 3, activation: 4, dilationX: 5, dilationY: 6 };
const poolField = { padding: 0, strideX: 1, strideY: 2, width: 3, height: 4, activation: 5 };
const addField = { activation: 0 };
const concatenationField = { axis: 0, activation: 1 };
const resizeField = { alignCorners: 2, halfPixelCenters: 3 };
const depthToSpaceField = { blockSize: 0 };
const validPadding = 1;
const noPadding: Padding = { top: 0, left: 0, bottom: 0, right: 0 };

/** Adds the nodes that compute an operator's output to the ONNX graph. */
export function translateOperator(operator: TfliteOperator, to: Translation): void {
  translators[operator.name](operator, to);
}

const translators: Record<
  TfliteOperator['name'],
  (operator: TfliteOperator, to: Translation) => void
> = {
  ADD({ inputs, output, options }, to) {
    const terms = inputs.map((input) => to.name(input));
    to.compute(output, 'Add', terms, {}, options?.byte(addField.activation));
  },

  CONCATENATION({ inputs, output, options }, to) {
    const axis = options?.int(concatenationField.axis) ?? 0;
    if (to.shape(output).length === 4) throw unsupported('concatenates pictures');
    const parts = inputs.map((input) => to.name(input));
    to.compute(output, 'Concat', parts, { axis }, options?.byte(concatenationField.activation));
  },

  CONV_2D(operator, to) {
    checkDilation(operator, denseField);
    convolve(operator, to, 1, denseField.activation);
  },

  DEPTHWISE_CONV_2D(operator, to) {
    checkDilation(operator, depthwiseField);
    const channels = to.shape(operator.output)[3] as number;
    if (operator.options?.int(depthwiseField.multiplier) !== 1)
      throw unsupported('has a depth multiplier');
    convolve(operator, to, channels, depthwiseField.activation);
  },

  DEPTH_TO_SPACE({ inputs, output, options }, to) {
    const blocksize = options?.int(depthToSpaceField.blockSize) ?? 0;
    to.compute(output, 'DepthToSpace', [to.name(inputs[0] as number)], { blocksize, mode: 'DCR' });
  },

  DENSIFY({ inputs, output }, to) {
    to.alias(output, inputs[0] as number);
  },

  DEQUANTIZE({ inputs, output }, to) {
    to.alias(output, inputs[0] as number);
  },

  LOGISTIC({ inputs, output }, to) {
    to.compute(output, 'Sigmoid', [to.name(inputs[0] as number)]);
  },

  MAX_POOL_2D({ inputs, output, options }, to) {
    if (options?.byte(poolField.padding) !== validPadding) throw unsupported('pads a pooling');
    const attributes = {
      kernel_shape: [options.int(poolField.height), options.int(poolField.width)],
      strides: [options.int(poolField.strideY), options.int(poolField.strideX)],
    };
    const picture = to.name(inputs[0] as number);
    to.compute(output, 'MaxPool', [picture], attributes, options.byte(poolField.activation));
  },

  PAD({ inputs, output }, to) {
    const [picture, amounts] = inputs as [number, number];
    const [front = 0, back = 0, top = 0, bottom = 0, left = 0, right = 0, first = 0, last = 0] =
      to.ints(amounts);
    if (front + back + first + last === 0 && to.consumersOf(output).every(canPadItself)) {
      to.aliasPadded(output, picture, { top, left, bottom, right });
      return;
    }
    const pads = [front, first, top, left, back, last, bottom, right].map(BigInt);
    const constant = to.graph.constant(`pads${output}`, [8], BigInt64Array.from(pads));
    to.compute(output, 'Pad', [to.name(picture), constant], { mode: 'constant' });
  },

  RESHAPE({ inputs, output }, to) {
    const [picture] = inputs as [number];
    const [, height = 1, width = 1] = to.shape(picture).length === 4 ? to.shape(picture) : [];
    const target = BigInt64Array.from(to.shape(output), BigInt);
    if (target.length === 4) throw unsupported('reshapes lists to pictures');
    const shape = to.graph.constant(`shape${output}`, [target.length], target);
    // The elements keep TFLite's order, in which the channels of a pixel are adjacent.
    const transposed =
      height * width === 1
        ? to.name(picture)
        : to.graph.node('Transpose', [to.name(picture)], `transposed${output}`, {
            perm: [0, 2, 3, 1],
          });
    to.compute(output, 'Reshape', [transposed, shape]);
  },

  RESIZE_BILINEAR({ inputs, output, options }, to) {
    const [picture] = inputs as [number];
    if (
      options?.byte(resizeField.halfPixelCenters) !== 1 ||
      options.byte(resizeField.alignCorners)
    ) {
      throw unsupported('resizes without half-pixel centres');
    }
    const [from, target] = [to.shape(picture), to.shape(output)].map(channelsFirst);
    const scales = Float32Array.from(target ?? [], (size, axis) => size / (from?.[axis] ?? size));
    const constant = to.graph.constant(`scales${output}`, [4], scales);
    to.compute(output, 'Resize', [to.name(picture), '', constant], {
      mode: 'linear',
      coordinate_transformation_mode: 'half_pixel',
    });
  },
};

/** True if an operator can do the zero padding itself: a convolution without padding of its own. */
function canPadItself({ name, options }: TfliteOperator): boolean {
  const isConvolution = name === 'CONV_2D' || name === 'DEPTHWISE_CONV_2D';
  return isConvolution && options?.byte(convolutionField.padding) === validPadding;
}

function checkDilation(
  { options }: TfliteOperator,
  field: { readonly dilationX: number; readonly dilationY: number },
): void {
  const factors = [options?.int(field.dilationX, 1), options?.int(field.dilationY, 1)];
  if (factors.some((factor) => factor !== 1)) throw unsupported('has dilated convolutions');
}

function convolve(
  { inputs, output, options }: TfliteOperator,
  to: Translation,
  group: number,
  activationField: number,
): void {
  const [picture, weights, bias] = inputs as [number, number, number];
  const [outer = 0, height = 0, width = 0, inner = 0] = to.shape(weights);
  const [strideY, strideX] = [
    options?.int(convolutionField.strideY) ?? 1,
    options?.int(convolutionField.strideX) ?? 1,
  ];
  const { source, margins } = to.unpadded(picture);
  const isValid = options?.byte(convolutionField.padding) === validPadding;
  const { top, left, bottom, right } = isValid
    ? (margins ?? noPadding)
    : samePadding(to.shape(source), [height, width], [strideY, strideX]);

  // [out, h, w, in] becomes [out, in, h, w]; depthwise, [1, h, w, channels] becomes [channels, 1, h, w].
  const transposed = transposeWeights(to.weights(weights), outer, height * width, inner);
  const shape = group === 1 ? [outer, inner, height, width] : [inner, outer, height, width];
  const names = [
    to.name(source),
    to.graph.constant(`weights${output}`, shape, transposed),
    to.graph.constant(`bias${output}`, to.shape(bias), to.weights(bias)),
  ];
  const attributes = {
    group,
    kernel_shape: [height, width],
    strides: [strideY, strideX],
    pads: [top, left, bottom, right],
  };
  to.compute(output, 'Conv', names, attributes, options?.byte(activationField));
}

/** TFLite's "same" padding: as many outputs as strides start within the picture; an odd pixel goes at the end. */
function samePadding(
  [, height = 0, width = 0]: readonly number[],
  [kernelY = 0, kernelX = 0]: readonly number[],
  [strideY = 1, strideX = 1]: readonly number[],
): Padding {
  const around = (
    size: number,
    kernel: number,
    stride: number,
  ): [before: number, after: number] => {
    const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  };
  const [top, bottom] = around(height, kernelY, strideY);
  const [left, right] = around(width, kernelX, strideX);
  return { top, left, bottom, right };
}

/** Transposes `[outer, positions, inner]` to `[outer, inner, positions]`. */
function transposeWeights(
  values: Weights,
  outer: number,
  positions: number,
  inner: number,
): Weights {
  if (positions === 1) return values;
  const transposed = values.slice();
  let at = 0;
  for (let block = 0; block < values.length; block += positions * inner) {
    for (let channel = 0; channel < inner; channel++) {
      for (let position = 0; position < positions; position++) {
        transposed[at++] = values[block + position * inner + channel] as number;
      }
    }
  }
  if (at !== outer * positions * inner) throw new Error('The weights do not match their shape.');
  return transposed;
}

function unsupported(feature: string): Error {
  return new Error(`The network ${feature}, which is not supported.`);
}
