import { unzipSync } from 'fflate';
import type { InferenceSession } from 'onnxruntime-node';
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

/** @param bundle a `.task` file: a zip of two TFLite networks. */
export async function openNetworks(bundle: Uint8Array): Promise<PoseNetworks> {
  const members = unzipSync(bundle);
  const member = (name: string): Uint8Array => {
    const bytes = members[name];
    if (bytes === undefined) throw new Error(`The model bundle has no ${name}.`);
    return bytes;
  };
  return {
    detector: await openNetwork<DetectorOutputs>(
      member('pose_detector.tflite'),
      detectorSize,
      [0, 1],
    ),
    // Output 2 is the outline of the person: half of the work, and not wanted.
    landmarker: await openNetwork<LandmarkerOutputs>(
      member('pose_landmarks_detector.tflite'),
      landmarkSize,
      [0, 1, 3, 4],
    ),
  };
}

async function openNetwork<Outputs extends readonly Numbers[]>(
  tflite: Uint8Array,
  side: number,
  wanted: { readonly [Place in keyof Outputs]: number },
): Promise<Network<Outputs>> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const session = await InferenceSession.create(convertTflite(tflite, wanted), sessionOptions);
  const input = new Float32Array(3 * side * side);
  const feeds = { input: new Tensor('float32', input, [1, 3, side, side]) };
  return {
    input,
    async run() {
      const outputs = await session.run(feeds);
      return wanted.map((_, index) => outputs[`output${index}`]?.data) as unknown as Outputs;
    },
  };
}
