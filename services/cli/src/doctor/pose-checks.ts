import { readFile } from 'node:fs/promises';
import { defaultConfidences } from '@dance-pose/contracts';
import type { PoseEngine } from '@dance-pose/pose';
import { createDance, pictureOf } from '@dance-pose/synthetic-dancer';
import { duration } from '../format.ts';
import { type Check, fail, ok, once, skipped, warn } from './check.ts';

export interface PoseDeps {
  /** A bundle of the operator's own, in place of ours. */
  readonly modelPath: string | undefined;
  readonly modelCacheDir: string;
  /** Makes what the folder lacks, and checks what it has. */
  prepareModels(): Promise<void>;
  createEngine(): PoseEngine;
}

export function poseChecks(deps: PoseDeps): Check[] {
  const model = once(() => lookAtModel(deps));
  return [
    { name: 'model', limitMs: 60_000, run: model },
    {
      name: 'inference',
      limitMs: 120_000,
      run: async (signal) =>
        (await model(signal)).status === 'fail'
          ? skipped('cannot be told before there is a model')
          : infer(deps, signal),
    },
  ];
}

async function lookAtModel({ modelPath, modelCacheDir, prepareModels }: PoseDeps) {
  if (modelPath !== undefined) {
    const head = await readFile(modelPath).catch((error: NodeJS.ErrnoException) => error.code);
    // A bundle is a ZIP file.
    if (Buffer.isBuffer(head) && head.subarray(0, 4).toString('latin1') === 'PK\x03\x04')
      return ok(`a model of your own: ${modelPath}`);
    return fail(
      `${modelPath} is no model bundle${typeof head === 'string' ? ` (${head})` : ''}`,
      'POSE_MODEL_PATH must name a .task file of MediaPipe’s Pose Landmarker; leave it out to use ours.',
    );
  }
  try {
    await prepareModels();
    return ok(`lite, full and heavy are in ${modelCacheDir}, with the right hashes`);
  } catch (error) {
    return fail(
      `the models cannot be had: ${error instanceof Error ? error.message : error}`,
      'Install the dependencies again (they have the networks), and let the user of the worker write to MODEL_CACHE_DIR, or fill it when the image is made.',
    );
  }
}

/** A figure that every model takes for a person. */
async function infer({ createEngine }: PoseDeps, signal: AbortSignal) {
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
      `${engine.name} finds nobody in a drawn picture`,
      'The model works but is not the one that was tested: leave POSE_MODEL_PATH out, or see that it does well on your clips.',
    );
  } catch (error) {
    signal.throwIfAborted();
    return fail(
      `${engine.name} cannot look at a picture: ${error instanceof Error ? error.message : error}`,
      'See to the check "model" first; then install the dependencies again, and give the process 1 GB of memory or more.',
    );
  }
}
