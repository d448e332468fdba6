import { unzipSync } from 'fflate';
import type { InferenceSession } from 'onnxruntime-node';
import type { ThreadGate } from '../thread-gate.ts';
import { detectorSize } from './detections.ts';
import { landmarkSize } from './landmark-output.ts';
import { convertTflite } from './tflite-to-onnx.ts';

type Numbers = Float32Array;
type DetectorOutputs = [boxes: Numbers, scores: Numbers];
type LandmarkerOutputs = [points: Numbers, presence: Numbers, heatmaps: Numbers, world: Numbers];

/** A network that looks at the picture that lies in `input`: planes of red, green and blue. */
interface Network<Outputs extends readonly Numbers[]> {
  readonly input: Numbers;
  run(): Promise<Outputs>;
}

/** The two networks of a `.task` bundle. */
export interface PoseNetworks {
  /** For boxes and scores see `readDetections`. */
  readonly detector: Network<DetectorOutputs>;
  /** The presence of a person is in `[0,1]`; for the rest see `LandmarkOutput`. */
  readonly landmarker: Network<LandmarkerOutputs>;
}

/** One thread a session: the engine runs one session a clip, and processors are shared out by clips. */
const sessionOptions: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  graphOptimizationLevel: 'all',
  executionMode: 'sequential',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
};

/** A network in a bundle. */
interface Member<Outputs extends readonly Numbers[]> {
  readonly file: string;
  /** Of the square picture that it looks at. */
  readonly side: number;
  /** Those of its outputs that are wanted. */
  readonly outputs: { readonly [Place in keyof Outputs]: number };
}

const detector: Member<DetectorOutputs> = {
  file: 'pose_detector.tflite',
  side: detectorSize,
  outputs: [0, 1],
};
/** Output 2 is the outline of the person: half of the work, and not wanted. */
const landmarker: Member<LandmarkerOutputs> = {
  file: 'pose_landmarks_detector.tflite',
  side: landmarkSize,
  outputs: [0, 1, 3, 4],
};

/**
 * @param bundle a `.task` file: a zip of two TFLite networks. Its memory is given back.
 * @param gate by which ONNX Runtime is entered.
 */
export async function openNetworks(
  bundle: Uint8Array<ArrayBuffer>,
  gate: ThreadGate,
): Promise<PoseNetworks> {
  const files = unzipSync(bundle);
  giveBack(bundle);
  return {
    detector: await openNetwork(detector, files, gate),
    landmarker: await openNetwork(landmarker, files, gate),
  };
}

async function openNetwork<Outputs extends readonly Numbers[]>(
  { file, side, outputs }: Member<Outputs>,
  files: Record<string, Uint8Array<ArrayBuffer>>,
  gate: ThreadGate,
): Promise<Network<Outputs>> {
  const tflite = files[file];
  if (tflite === undefined) throw new Error(`The model bundle has no ${file}.`);
  const model = convertTflite(tflite, outputs);
  giveBack(tflite);
  const { InferenceSession, Tensor } = await gate.pass(() => import('onnxruntime-node'));
  const session = await gate.pass(() => InferenceSession.create(model, sessionOptions));
  giveBack(model);
  const input = new Float32Array(3 * side * side);
  const feeds = { input: new Tensor('float32', input, [1, 3, side, side]) };
  return {
    input,
    async run() {
      const found = await gate.pass(() => session.run(feeds));
      return outputs.map((_, place) => found[`output${place}`]?.data) as unknown as Outputs;
    },
  };
}

/** Frees memory at once: a thread that waits for frames collects its garbage late, here some 100 MB. */
function giveBack({ buffer }: Uint8Array<ArrayBuffer>): void {
  buffer.transfer(0);
}
