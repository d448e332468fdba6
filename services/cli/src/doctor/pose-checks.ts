import { readFile } from 'node:fs/promises';
import { defaultConfidences } from '@dance-pose/contracts';
import type { PoseEngine } from '@dance-pose/pose';
import { createDance, pictureOf } from '@dance-pose/synthetic-dancer';
import { duration } from '../format.ts';
import { type Check, fail, ok, once, skipped, warn } from './check.ts';

export interface PoseDeps {
  /** A custom bundle, which replaces the built-in models. */
  readonly modelPath: string | undefined;
  readonly modelCacheDir: string;
  /** Creates missing models in the folder and verifies existing ones. */
  prepareModels(): Promise<void>;
  createEngine(): PoseEngine;
}

export function poseChecks(deps: PoseDeps): Check[] {
  const model = once(() => checkModel(deps));
  return [
    { name: 'model', limitMs: 60_000, run: model },
    {
      name: 'inference',
      limitMs: 120_000,
      run: async (signal) =>
        (await model(signal)).status === 'fail'
          ? skipped('needs a model')
          : checkInference(deps, signal),
    },
  ];
}

async function checkModel({ modelPath, modelCacheDir, prepareModels }: PoseDeps) {
  if (modelPath !== undefined) {
    const head = await readFile(modelPath).catch((error: NodeJS.ErrnoException) => error.code);
    // A bundle is a ZIP file.
    if (Buffer.isBuffer(head) && head.subarray(0, 4).toString('latin1') === 'PK\x03\x04')
      return ok(`custom model bundle: ${modelPath}`);
    return fail(
      `${modelPath} is not a model bundle${typeof head === 'string' ? ` (${head})` : ''}`,
      'POSE_MODEL_PATH must name a .task file of MediaPipe’s Pose Landmarker; unset it to use the built-in models.',
    );
  }
  try {
    await prepareModels();
    return ok(`lite, full and heavy are in ${modelCacheDir}, with verified hashes`);
  } catch (error) {
    return fail(
      `the models are not available: ${error instanceof Error ? error.message : error}`,
      'Install the dependencies again (they contain the networks), and let the user of the worker write to MODEL_CACHE_DIR, or fill that folder when the image is built.',
    );
  }
}

/** Detects the synthetic dancer, which every built-in model recognises as a person. */
async function checkInference({ createEngine }: PoseDeps, signal: AbortSignal) {
  const engine = createEngine();
  try {
    await using session = await engine.open(
      { model: 'lite', mode: 'image', ...defaultConfidences },
      signal,
    );
    const startedMs = performance.now();
    const { poses } = await session.detect(pictureOf(createDance(), 0), 0);
    const took = duration(performance.now() - startedMs);
    if (poses.length > 0) return ok(`${engine.name} finds a dancer in a picture in ${took}`);
    return warn(
      `${engine.name} finds no person in a synthetic picture`,
      'The model runs, but is not one of the tested ones: unset POSE_MODEL_PATH, or check that it works well on your clips.',
    );
  } catch (error) {
    signal.throwIfAborted();
    return fail(
      `${engine.name} cannot process a picture: ${error instanceof Error ? error.message : error}`,
      'Fix the check "model" first; then install the dependencies again, and give the process at least 1 GB of memory.',
    );
  }
}
