import { unzipSync } from 'fflate';
import type { InferenceSession } from 'onnxruntime-node';
import type { ThreadGate } from '../thread-gate.ts';
import { detectorSize } from './detections.ts';
import { landmarkSize } from './landmark-output.ts';
import { convertTflite } from './tflite-to-onnx.ts';

type Numbers = Float32Array;
type DetectorOutputs = [boxes: Numbers, scores: Numbers];
type LandmarkerOutputs = [points: Numbers, presence: Numbers, heatmaps: Numbers, world: Numbers];

/** A network that reads the picture in `input`: planes of red, green and blue. */
interface Network<Outputs extends readonly Numbers[]> {
  readonly input: Numbers;
  run(): Promise<Outputs>;
}

/** The two networks of a `.task` bundle. */
export interface PoseNetworks {
  /** See `readDetections` for the boxes and scores. */
  readonly detector: Network<DetectorOutputs>;
  /** The presence of the person is in `[0,1]`; see `LandmarkOutput` for the rest. */
  readonly landmarker: Network<LandmarkerOutputs>;
}

/** One thread per session: sessions run side by side and share the processors. */
const sessionOptions: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  graphOptimizationLevel: 'all',
  executionMode: 'sequential',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
};

/** A network in a bundle. */
interface BundleMember<Outputs extends readonly Numbers[]> {
  readonly file: string;
  /** Side of its square input, in pixels. */
  readonly side: number;
  /** Indices of the outputs that are used. */
  readonly outputs: { readonly [Index in keyof Outputs]: number };
}

const detector: BundleMember<DetectorOutputs> = {
  file: 'pose_detector.tflite',
  side: detectorSize,
  outputs: [0, 1],
};
/** Output 2, the segmentation mask, is left out: it takes half of the work and is not used. */
const landmarker: BundleMember<LandmarkerOutputs> = {
  file: 'pose_landmarks_detector.tflite',
  side: landmarkSize,
  outputs: [0, 1, 3, 4],
};

/**
 * @param bundle a `.task` file: a zip of two TFLite networks. Its memory is freed.
 * @param gate guards the calls into ONNX Runtime.
 */
export async function openNetworks(
  bundle: Uint8Array<ArrayBuffer>,
  gate: ThreadGate,
): Promise<PoseNetworks> {
  const files = unzipSync(bundle);
  freeMemory(bundle);
  return {
    detector: await openNetwork(detector, files, gate),
    landmarker: await openNetwork(landmarker, files, gate),
  };
}

async function openNetwork<Outputs extends readonly Numbers[]>(
  { file, side, outputs }: BundleMember<Outputs>,
  files: Record<string, Uint8Array<ArrayBuffer>>,
  gate: ThreadGate,
): Promise<Network<Outputs>> {
  const tflite = files[file];
  if (tflite === undefined) throw new Error(`The model bundle has no ${file}.`);
  const model = convertTflite(tflite, outputs);
  freeMemory(tflite);
  const { InferenceSession, Tensor } = await gate.pass(() => import('onnxruntime-node'));
  const session = await gate.pass(() => InferenceSession.create(model, sessionOptions));
  freeMemory(model);
  const input = new Float32Array(3 * side * side);
  const feeds = { input: new Tensor('float32', input, [1, 3, side, side]) };
  return {
    input,
    async run() {
      const found = await gate.pass(() => session.run(feeds));
      return outputs.map((_, index) => found[`output${index}`]?.data) as unknown as Outputs;
    },
  };
}

/** Frees memory at once: a thread that waits for frames collects garbage late, here about 100 MB. */
function freeMemory({ buffer }: Uint8Array<ArrayBuffer>): void {
  buffer.transfer(0);
}
