import {
  analysisOptionsSchema,
  defaultConfidences,
  defaultMediaLimits,
  findMetric,
  type JobOptions,
  type MetricId,
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

export interface AnalysedClip {
  readonly clip: TrackedClip;
  readonly music: Music;
}

export interface TrackOptions {
  readonly model?: PoseModel;
  /** True if the model gets every frame mirrored. */
  readonly inMirror?: boolean;
  /** Part of the clip; all of it by default. */
  readonly trim?: NonNullable<JobOptions['trim']>;
}

const signal = new AbortController().signal;
const engine = createNativeEngine({ cacheDir: defaultModelCacheDir(process.env) });

/** Tracks a file with FFmpeg and the real model, as a job with default options does. */
export async function trackClip(
  path: string,
  { model = 'lite', inMirror = false, trim }: TrackOptions = {},
): Promise<AnalysedClip> {
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

/** Mirrors an RGBA picture horizontally, in place. */
function mirrorRows(data: Uint8Array<ArrayBuffer>, width: number): void {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  for (let row = 0; row < pixels.length; row += width) pixels.subarray(row, row + width).reverse();
}

/** Report of a job with default options. */
export const reportOf = (analysed: AnalysedClip): Promise<MovementReport> =>
  buildReport({ ...analysed, options: analysisOptionsSchema.parse({}) }, async () => {});

/** Value of a metric; NaN if it could not be measured. */
export const figureOf = ({ report }: MovementReport, id: MetricId): number => {
  const found = findMetric(report.metrics, id);
  if (found === undefined) throw new RangeError(`There is no metric ${id}.`);
  return found.value ?? Number.NaN;
};
