import {
  defaultConfidences,
  defaultMediaLimits,
  type JobOptions,
  type PoseFrame,
  type PoseModel,
  rgbaPixels,
  type TrackedClip,
} from '@dance-pose/contracts';
import { musicSampleRateHz } from '@dance-pose/movement';
import { createNativeEngine, defaultModelCacheDir } from '@dance-pose/pose';
import { decodeAudio, decodeFrames, probeFile } from '@dance-pose/video';
import { collect } from './in-order.ts';

export interface TrackOptions {
  readonly model?: PoseModel;
  /** True if the model gets every frame mirrored. */
  readonly inMirror?: boolean;
  /** Part of the clip; all of it by default. */
  readonly trim?: NonNullable<JobOptions['trim']>;
}

const signal = new AbortController().signal;
const engine = createNativeEngine({ cacheDir: defaultModelCacheDir(process.env) });

/** A tracked clip with its sound. */
export interface TrackedFile {
  readonly clip: TrackedClip;
  /** Mono at `musicSampleRateHz`, in chunks; null if there is none. */
  readonly sound: readonly Float32Array[] | null;
}

/** Tracks a file with FFmpeg and the real model, as a job with default options does. */
export async function trackFile(
  path: string,
  { model = 'lite', inMirror = false, trim }: TrackOptions = {},
): Promise<TrackedFile> {
  const file = await probeFile(path, {
    ...{ fileName: 'clip', limits: defaultMediaLimits, signal },
    ...(trim && { trim }),
  });
  const { width, height, rate } = file.plan;
  await using session = await engine.open(
    { model, mode: file.mediaInfo.kind, ...defaultConfidences },
    signal,
  );
  const take = (): Uint8Array<ArrayBuffer> => new Uint8Array(width * height * 4);
  const frames: PoseFrame[] = [];
  for await (const data of decodeFrames(file, { signal, pixels: rgbaPixels, take })) {
    if (inMirror) mirrorRows(data, width);
    const index = frames.length;
    const timeMs = (index * 1000 * rate.den) / rate.num;
    const { poses } = await session.detect({ data, width, height, pixels: rgbaPixels }, timeMs);
    frames.push({ index, timeMs, people: poses.map((pose, id) => ({ id, ...pose })) });
  }
  const fps = rate.num / rate.den;
  const durationMs = (1000 * frames.length) / fps;
  const source = { width, height, fps, frameCount: frames.length, durationMs };
  const sound = decodeAudio(file, { sampleRateHz: musicSampleRateHz, signal });
  const chunks = sound && (await collect(sound));
  return { clip: { source, engine: engine.name, model, frames }, sound: chunks };
}

/** Mirrors an RGBA picture horizontally, in place. */
function mirrorRows(data: Uint8Array<ArrayBuffer>, width: number): void {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  for (let row = 0; row < pixels.length; row += width) pixels.subarray(row, row + width).reverse();
}
