import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { type PoseModel, poseModels } from '@dance-pose/contracts';
import { zipSync } from 'fflate';
import { type Normalization, withNormalization } from './tflite-metadata.ts';

// MediaPipe Tasks needs a bundle (`.task`) of two networks. The npm package of MediaPipe's older "solutions" ships the
// same networks (Apache-2.0), so bundles are built locally and nothing is downloaded.

interface Network {
  /** File name in the npm package `@mediapipe/pose`. */
  readonly file: string;
  readonly sha256: string;
  readonly normalization: Normalization;
}

/** Takes colours from -1 to 1. The package calls this file packed assets; it is `pose_detection.tflite`. */
const detector: Network = {
  file: 'pose_solution_packed_assets.data',
  sha256: 'a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85',
  normalization: { mean: 127.5, std: 127.5 },
};

/** Colours from 0 to 1. */
const landmarkNormalization: Normalization = { mean: 0, std: 255 };

const models: Record<PoseModel, { readonly landmarks: Network; readonly bundleSha256: string }> = {
  lite: {
    landmarks: {
      file: 'pose_landmark_lite.tflite',
      sha256: 'f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61',
      normalization: landmarkNormalization,
    },
    bundleSha256: 'ed1fabce6be2c0e9b61e7666760f72b5e1d0957a4d8e90c339e05a4bf2f381e9',
  },
  full: {
    landmarks: {
      file: 'pose_landmark_full.tflite',
      sha256: 'e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f',
      normalization: landmarkNormalization,
    },
    bundleSha256: '1403696f99bc9e7893e296389adcbcb301d5fc875fa3c14334a403ebba081bf1',
  },
  heavy: {
    landmarks: {
      file: 'pose_landmark_heavy.tflite',
      sha256: '59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe',
      normalization: landmarkNormalization,
    },
    bundleSha256: '872adf24bcdd53f0eab3d0bde4684c9b77cfec9a9b0647c8dba0e586bb544a45',
  },
};

export interface EngineOptions {
  /** Folder of the model bundles; it is created if it is missing. */
  readonly cacheDir: string;
  /** A custom `.task` file, used for every model setting; its content is not checked. */
  readonly modelPath?: string | undefined;
  /** Receives the output of the engine's libraries line by line; of interest to developers only. */
  readonly log?: ((line: string) => void) | undefined;
}

/** Reads the `.task` file of a model: the custom one if there is one, otherwise the cached one. */
export function readBundle(
  model: PoseModel,
  { cacheDir, modelPath }: EngineOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  return modelPath === undefined ? loadModelBundle(model, cacheDir) : readFile(modelPath);
}

/** Default folder of the model bundles, according to the XDG Base Directory specification. */
export function defaultModelCacheDir(env: Readonly<Record<string, string | undefined>>): string {
  const base = env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache');
  return join(base, 'dance-pose', 'models');
}

/**
 * Builds the bundles that are missing in the cache folder, for all models, such as into a container image.
 * @throws when a network is not the tested one, or the folder cannot be written.
 */
export async function prepareModels(cacheDir: string): Promise<void> {
  for (const model of poseModels) await loadModelBundle(model, cacheDir);
}

/** Path of a file of the npm package. */
function inPackage(file: string): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('@mediapipe/pose/package.json')), file);
}

/**
 * Reads the `.task` file of a model from the cache folder; builds and stores it first if necessary.
 * @throws when a network is not the tested one, or the folder cannot be written.
 */
export async function loadModelBundle(
  model: PoseModel,
  cacheDir: string,
  locate: (file: string) => string = inPackage,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bundleSha256 } = models[model];
  // The hash in the name keeps the bundles of different releases apart.
  const path = join(cacheDir, `pose-${model}-${bundleSha256.slice(0, 12)}.task`);
  const cached = await readIfThere(path);
  if (cached !== undefined && sha256(cached) === bundleSha256) return cached;

  const bundle = await buildBundle(model, locate);
  await mkdir(cacheDir, { recursive: true });
  await writeWhole(path, bundle);
  return bundle;
}

async function buildBundle(
  model: PoseModel,
  locate: (file: string) => string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { landmarks, bundleSha256 } = models[model];
  const members = {
    'pose_detector.tflite': await readNetwork(detector, locate(detector.file)),
    'pose_landmarks_detector.tflite': await readNetwork(landmarks, locate(landmarks.file)),
  };
  // MediaPipe maps the members into memory, so they must not be compressed. The hash covers the date.
  const bundle = zipSync(members, { level: 0, mtime: new Date(1980, 0, 1) });
  if (sha256(bundle) !== bundleSha256) {
    throw new Error(`The bundle of the ${model} model differs from the expected one.`);
  }
  return bundle;
}

async function readNetwork(network: Network, path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  const found = sha256(bytes);
  if (found !== network.sha256) {
    throw new Error(
      `${path} is not the tested network: its SHA-256 is ${found}, not ${network.sha256}. Reinstall the dependencies.`,
    );
  }
  return withNormalization(bytes, network.normalization);
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes atomically: other processes see the whole file or none, even if several write it at the same time. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
