import {
  analysisOptionsSchema,
  defaultConfidences,
  defaultMediaLimits,
  type JobOptions,
  type Music,
  type PoseFrame,
  type PoseModel,
  rgbaPixels,
  type TrackedClip,
} from '@dance-pose/contracts';
import {
  analyseMusic,
  buildReport,
  type MovementReport,
  musicSampleRateHz,
} from '@dance-pose/movement';
import { createNativeEngine, defaultModelCacheDir } from '@dance-pose/pose';
import { decodeAudio, decodeFrames, probeFile } from '@dance-pose/video';

export interface WatchedClip {
  readonly clip: TrackedClip;
  readonly music: Music;
}

export interface WatchOptions {
  readonly model?: PoseModel;
  /** Whether the model sees every frame with left and right exchanged. */
  readonly inMirror?: boolean;
  /** The part to look at; all of it unless said. */
  readonly trim?: NonNullable<JobOptions['trim']>;
}

const signal = new AbortController().signal;
const engine = createNativeEngine({ cacheDir: defaultModelCacheDir(process.env) });

/** A file through FFmpeg and the real model, as a job with default options goes through them. */
export async function watchClip(
  path: string,
  { model = 'lite', inMirror = false, trim }: WatchOptions = {},
): Promise<WatchedClip> {
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
  return { clip: { source, engine: engine.name, model, frames }, music: await analyseMusic(sound) };
}

/** Exchanges left and right of an RGBA picture, in place. */
function mirrorRows(data: Uint8Array<ArrayBuffer>, width: number): void {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  for (let row = 0; row < pixels.length; row += width) pixels.subarray(row, row + width).reverse();
}

/** What a job with default options would say of it. */
export const reportOf = (watched: WatchedClip): Promise<MovementReport> =>
  buildReport({ ...watched, options: analysisOptionsSchema.parse({}) }, async () => {});

/** A metric's value; NaN where it could not be measured. */
export const figureOf = ({ report }: MovementReport, id: string): number => {
  const found = report.metrics.find((metric) => metric.id === id);
  if (found === undefined) throw new RangeError(`There is no metric ${id}.`);
  return found.value ?? Number.NaN;
};
