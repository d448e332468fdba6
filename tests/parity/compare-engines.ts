import {
  defaultConfidences,
  defaultMediaLimits,
  type JobOptions,
  type PoseModel,
  rgbaPixels,
} from '@dance-pose/contracts';
import {
  createMediaPipeEngine,
  createNativeEngine,
  type DetectedPose,
  defaultModelCacheDir,
  type PoseEngine,
  type PoseSession,
  type PoseSettings,
  type RawFrame,
} from '@dance-pose/pose';
import { decodeFrames, probeFile } from '@dance-pose/video';

/** Differences between two engines' poses of one clip, frame by frame. */
export interface Comparison {
  readonly frames: number;
  /** Number of frames in which both detect a person. */
  readonly both: number;
  /** Number of frames in which only one engine detects a person. */
  readonly disagreed: number;
  /** Distances of every landmark in every frame in which both detect a person, in pixels of the clip; sorted. */
  readonly pixels: Float64Array;
  /** The same distances in space, in metres. */
  readonly metres: Float64Array;
  /** Larger of the differences in visibility and presence. */
  readonly confidence: Float64Array;
}

export interface Parity {
  /** Native engine against its reference. */
  readonly native: Comparison;
  /**
   * Reference against itself, with one row of pixels of each frame changed by 1/255. Tracking feeds each result back
   * into the next ROI, so in some movements the smallest difference grows to pixels. No engine can agree with the
   * reference better than the reference agrees with itself.
   */
  readonly itself: Comparison | undefined;
}

export interface CompareOptions {
  readonly model: PoseModel;
  readonly mode?: PoseSettings['mode'];
  readonly trim?: NonNullable<JobOptions['trim']>;
  /**
   * In a video: number of frames after which tracking restarts. Both engines then get a black frame, in which they
   * lose the person and reset their smoothing; it is not compared.
   */
  readonly runFrames?: number;
  /** True to compare the reference with itself as well. */
  readonly withItself?: boolean;
}

const options = { cacheDir: defaultModelCacheDir(process.env) };
const { signal } = new AbortController();

/** Runs both engines on a clip. */
export async function compareEngines(
  path: string,
  { model, mode, trim, runFrames = Number.POSITIVE_INFINITY, withItself = false }: CompareOptions,
): Promise<Parity> {
  const asked = { fileName: 'clip', limits: defaultMediaLimits, signal, ...(trim && { trim }) };
  const file = await probeFile(path, asked);
  const { width, height, rate } = file.plan;
  const settings = { ...defaultConfidences, model, mode: mode ?? file.mediaInfo.kind };
  await using stack = new AsyncDisposableStack();
  const open = async (engine: PoseEngine): Promise<PoseSession> =>
    stack.use(await engine.open(settings, signal));
  const reference = await open(createMediaPipeEngine(options));
  const native = await open(createNativeEngine(options));
  const perturbed = withItself ? await open(createMediaPipeEngine(options)) : undefined;
  const detect = async (session: PoseSession | undefined, data: RawFrame['data'], timeMs: number) =>
    (await session?.detect({ data, width, height, pixels: rgbaPixels }, timeMs))?.poses[0];
  /** Detects in the same frame with all three sessions; the third one gets it perturbed. */
  const detectAll = (data: RawFrame['data'], timeMs: number) => {
    const [copy, third] = [new Uint8Array(data), new Uint8Array(data)];
    flipLowestBits(third, width, height);
    return Promise.all([
      detect(reference, data, timeMs),
      detect(native, copy, timeMs),
      detect(perturbed, third, timeMs),
    ]);
  };
  const take = (): RawFrame['data'] => new Uint8Array(width * height * 4);
  /** Runs a black frame. */
  const showBlack = async (timeMs: number) => {
    const seen = await detectAll(take(), timeMs);
    if (seen.some(Boolean))
      throw new Error(`An engine detects a person in a black frame of ${path}.`);
  };
  const timeMs = (frame: number) => (frame * 1000 * rate.den) / rate.num;

  const [differences, ownDifferences] = [
    new Differences(width, height),
    new Differences(width, height),
  ];
  let index = 0;
  for await (const data of decodeFrames(file, { signal, pixels: rgbaPixels, take })) {
    if (index > 0 && index % runFrames === 0) await showBlack(timeMs(index - 0.5));
    const [expected, found, own] = await detectAll(data, timeMs(index));
    differences.add(expected, found);
    ownDifferences.add(expected, own);
    index += 1;
  }
  return {
    native: differences.sorted(),
    itself: withItself ? ownDifferences.sorted() : undefined,
  };
}

/** Flips the lowest bit of every channel of the middle row. */
function flipLowestBits(data: RawFrame['data'], width: number, height: number): void {
  const row = data.subarray(4 * width * (height >> 1), 4 * width * ((height >> 1) + 1));
  for (const [at, value] of row.entries()) row[at] = value ^ 1;
}

class Differences {
  readonly #size: readonly [number, number];
  readonly #pixels: number[] = [];
  readonly #metres: number[] = [];
  readonly #confidence: number[] = [];
  #frames = 0;
  #both = 0;
  #disagreed = 0;

  constructor(width: number, height: number) {
    this.#size = [width, height];
  }

  add(expected: DetectedPose | undefined, found: DetectedPose | undefined): void {
    this.#frames += 1;
    if (expected === undefined || found === undefined) {
      if (expected !== found) this.#disagreed += 1;
      return;
    }
    this.#both += 1;
    const [width, height] = this.#size;
    for (const [id, [x, y, , ...confidence]] of expected.landmarks.entries()) {
      const [foundX = 0, foundY = 0, , ...foundCertainty] = found.landmarks[id] ?? [];
      this.#pixels.push(Math.hypot((x - foundX) * width, (y - foundY) * height));
      const gaps = confidence.map((value, which) => Math.abs(value - (foundCertainty[which] ?? 0)));
      this.#confidence.push(Math.max(...gaps));
      const inSpace = expected.world[id] ?? [];
      const foundInSpace = found.world[id] ?? [];
      this.#metres.push(
        Math.hypot(...inSpace.map((value, axis) => value - (foundInSpace[axis] ?? 0))),
      );
    }
  }

  sorted(): Comparison {
    return {
      ...{ frames: this.#frames, both: this.#both, disagreed: this.#disagreed },
      pixels: Float64Array.from(this.#pixels).sort(),
      metres: Float64Array.from(this.#metres).sort(),
      confidence: Float64Array.from(this.#confidence).sort(),
    };
  }
}

/** Smallest value that is not exceeded by the given share of the sorted values; NaN for no values. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
