import { readTflite, type TfliteModel, type TfliteOperator } from './tflite-model.ts';
import { translateOperator } from './tflite-operators.ts';
import { Translation } from './translation.ts';

/**
 * Converts a TFLite network to an ONNX model that computes the wanted outputs; operators that only the others need are
 * left out.
 * @param wanted indices into the network's list of outputs.
 * @returns the model: its input is called `input`, its outputs `output0`, `output1`, … in the order of `wanted`.
 *   Pictures among them are `[1, channels, height, width]`.
 * @throws when the network has something that is not supported.
 */
export function convertTflite(
  bytes: Uint8Array,
  wanted: readonly number[],
): Uint8Array<ArrayBuffer> {
  const model = readTflite(bytes);
  const outputs = wanted.map((index) => {
    const output = model.outputs[index];
    if (output === undefined) throw new Error(`The network has no output number ${index}.`);
    return output;
  });
  const translation = new Translation(model);
  translation.declareInput();
  for (const operator of neededFor(outputs, model)) translateOperator(operator, translation);
  for (const [index, output] of outputs.entries()) {
    translation.declareOutput(output, `output${index}`);
  }
  return translation.graph.toBytes();
}

/** The operators that the outputs depend on, in their original order. */
function neededFor(outputs: readonly number[], { operators }: TfliteModel): TfliteOperator[] {
  const needed = new Set(outputs);
  return operators
    .toReversed()
    .filter(({ inputs, output }) => {
      if (!needed.has(output)) return false;
      for (const input of inputs) needed.add(input);
      return true;
    })
    .toReversed();
}
