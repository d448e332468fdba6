import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { type PoseModel, poseModels } from '@dance-pose/contracts';
import { zipSync } from 'fflate';
import { type Normalization, withNormalization } from './tflite-metadata.ts';

// MediaPipe Tasks wants a bundle (`.task`) of two networks. The npm package of MediaPipe's older "solutions"
// ships the same networks (Apache-2.0), so bundles are made on the machine and nothing is downloaded.

interface Network {
  /** The file's name in the npm package `@mediapipe/pose`. */
  readonly file: string;
  readonly sha256: string;
  readonly normalization: Normalization;
}

/** Colours from -1 to 1. The package calls this file packed assets; it is `pose_detection.tflite`. */
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
  /** Where model bundles are kept; the folder is made when it is missing. */
  readonly cacheDir: string;
  /** A `.task` file of the user's own, taken for every model setting; its content is not checked. */
  readonly modelPath?: string | undefined;
  /** Hears what an engine's libraries print, line by line, which is of interest to developers only. */
  readonly log?: ((line: string) => void) | undefined;
}

/** The `.task` file that an engine looks with. */
export function readBundle(
  model: PoseModel,
  { cacheDir, modelPath }: EngineOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  return modelPath === undefined ? loadModelBundle(model, cacheDir) : readFile(modelPath);
}

/** Where bundles are kept when nothing else is said, by the XDG Base Directory rules. */
export function defaultModelCacheDir(env: Readonly<Record<string, string | undefined>>): string {
  const base = env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache');
  return join(base, 'dance-pose', 'models');
}

/** Makes the bundles of all models that the cache folder lacks: a machine image can bring them along. */
export async function prepareModels(cacheDir: string): Promise<void> {
  for (const model of poseModels) await loadModelBundle(model, cacheDir);
}

/** Where a file of the npm package lies on this machine. */
function inPackage(file: string): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('@mediapipe/pose/package.json')), file);
}

/**
 * The `.task` file of a model, from the cache folder or else made now and kept there.
 * @throws when a network is not the one that was tested, or the folder cannot be written.
 */
export async function loadModelBundle(
  model: PoseModel,
  cacheDir: string,
  locate: (file: string) => string = inPackage,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bundleSha256 } = models[model];
  // With the hash in its name a bundle of another release is simply another file.
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
  // MediaPipe maps the members, so they must be stored; the date is part of the hash.
  const bundle = zipSync(members, { level: 0, mtime: new Date(1980, 0, 1) });
  if (sha256(bundle) !== bundleSha256) {
    throw new Error(`The bundle of the ${model} model came out different from the known one.`);
  }
  return bundle;
}

async function readNetwork(network: Network, path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  const found = sha256(bytes);
  if (found !== network.sha256) {
    throw new Error(
      `${path} is not the network that was tested: its SHA-256 is ${found}, not ${network.sha256}. Reinstall the dependencies.`,
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

/** Other processes see the whole file or none, also when several write it at once. */
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
