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

/** How two engines' poses of one clip lie beside each other, frame by frame. */
export interface Comparison {
  readonly frames: number;
  /** Frames in which both see a person. */
  readonly both: number;
  /** Frames in which one engine sees a person and the other does not. */
  readonly disagreed: number;
  /** Of every landmark of every frame that both see a person in; sorted. Pixels of the clip. */
  readonly pixels: Float64Array;
  /** The same in space: metres. */
  readonly metres: Float64Array;
  /** The larger difference of visibility and presence. */
  readonly certainty: Float64Array;
}

export interface Parity {
  /** The native engine beside its reference. */
  readonly native: Comparison;
  /**
   * The reference beside itself, when one row of pixels of each frame is brighter or darker by a 255th. Tracking
   * feeds what was found back into where to look next, so in some movements the least difference grows to pixels:
   * nobody can agree with the reference better than it does with itself.
   */
  readonly itself: Comparison | undefined;
}

export interface CompareOptions {
  readonly model: PoseModel;
  readonly mode?: PoseSettings['mode'];
  readonly trim?: NonNullable<JobOptions['trim']>;
  /**
   * In a video: after how many frames tracking begins anew. Both engines are then shown a black picture, in which they
   * lose whom they followed and forget what they smoothed with; it is not compared.
   */
  readonly runFrames?: number;
  /** Whether the reference is compared with itself as well. */
  readonly withItself?: boolean;
}

const options = { cacheDir: defaultModelCacheDir(process.env) };
const { signal } = new AbortController();

/** Shows a clip to both engines. */
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
  const nudged = withItself ? await open(createMediaPipeEngine(options)) : undefined;
  const look = async (session: PoseSession | undefined, data: RawFrame['data'], timeMs: number) =>
    (await session?.detect({ data, width, height, pixels: rgbaPixels }, timeMs))?.poses[0];
  /** One picture for all three, the last of them nudged. */
  const lookAll = (data: RawFrame['data'], timeMs: number) => {
    const [copy, third] = [new Uint8Array(data), new Uint8Array(data)];
    nudge(third, width, height);
    return Promise.all([
      look(reference, data, timeMs),
      look(native, copy, timeMs),
      look(nudged, third, timeMs),
    ]);
  };
  const take = (): RawFrame['data'] => new Uint8Array(width * height * 4);
  /** Shows black. */
  const lookAway = async (timeMs: number) => {
    const seen = await lookAll(take(), timeMs);
    if (seen.some(Boolean)) throw new Error(`Somebody is seen in a black picture by ${path}.`);
  };
  const timeMs = (frame: number) => (frame * 1000 * rate.den) / rate.num;

  const [differences, ownDifferences] = [
    new Differences(width, height),
    new Differences(width, height),
  ];
  let index = 0;
  for await (const data of decodeFrames(file, { signal, pixels: rgbaPixels, take })) {
    if (index > 0 && index % runFrames === 0) await lookAway(timeMs(index - 0.5));
    const [expected, found, own] = await lookAll(data, timeMs(index));
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
function nudge(data: RawFrame['data'], width: number, height: number): void {
  const row = data.subarray(4 * width * (height >> 1), 4 * width * ((height >> 1) + 1));
  for (const [at, value] of row.entries()) row[at] = value ^ 1;
}

class Differences {
  readonly #size: readonly [number, number];
  readonly #pixels: number[] = [];
  readonly #metres: number[] = [];
  readonly #certainty: number[] = [];
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
    for (const [id, [x, y, , ...certainty]] of expected.landmarks.entries()) {
      const [foundX = 0, foundY = 0, , ...foundCertainty] = found.landmarks[id] ?? [];
      this.#pixels.push(Math.hypot((x - foundX) * width, (y - foundY) * height));
      const gaps = certainty.map((value, which) => Math.abs(value - (foundCertainty[which] ?? 0)));
      this.#certainty.push(Math.max(...gaps));
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
      certainty: Float64Array.from(this.#certainty).sort(),
    };
  }
}

/** The value that a share of the sorted values does not exceed; NaN of none. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
