import {
  defaultConfidences,
  defaultMediaLimits,
  frameBytes,
  type PoseModel,
} from '@dance-pose/contracts';
import {
  createMediaPipeEngine,
  createNativeEngine,
  defaultModelCacheDir,
  type PoseSession,
  type RawFrame,
} from '@dance-pose/pose';
import { decodeFrames, nearestPixels, probeFile } from '@dance-pose/video';
import { median } from '../quantile.ts';

/** Cost of a frame, averaged over a round. */
export interface Cost {
  /** Latency, median of the round. */
  readonly wallMs: number;
  /** Processor time of all threads of this process; other processes do not count. */
  readonly processorMs: number;
}

const { signal } = new AbortController();
const warmUpFrames = 15;

/** Measures each engine, one cost per round. A round repeats the same frames, later in the same session. */
export async function measureEngines(
  clip: string,
  { model, frames, rounds }: { model: PoseModel; frames: number; rounds: number },
): Promise<Record<'mediapipe' | 'native', Cost[]>> {
  const video = await readVideo(clip, frames);
  const options = { cacheDir: defaultModelCacheDir(process.env) };
  const settings = { ...defaultConfidences, model, mode: 'video' } as const;
  await using mediapipe = await createMediaPipeEngine(options).open(settings, signal);
  await using native = await createNativeEngine(options).open(settings, signal);
  const meters = { mediapipe: new Meter(mediapipe), native: new Meter(native) };
  const show = async (frame: RawFrame): Promise<void> => {
    for (const meter of Object.values(meters)) await meter.detect(frame);
  };
  for (const frame of video.slice(0, warmUpFrames)) await show(frame);
  const costs: Record<'mediapipe' | 'native', Cost[]> = { mediapipe: [], native: [] };
  for (const meter of Object.values(meters)) meter.take();
  for (let round = 0; round < rounds; round++) {
    for (const frame of video) await show(frame);
    for (const name of ['mediapipe', 'native'] as const) costs[name].push(meters[name].take());
  }
  return costs;
}

/** Accumulates the cost of the frames of one session. */
class Meter {
  readonly #session: PoseSession;
  #wallMs: number[] = [];
  #processorMs = 0;
  #timeMs = 0;

  constructor(session: PoseSession) {
    this.#session = session;
  }

  async detect({ data, ...rest }: RawFrame): Promise<void> {
    const frame = { data: new Uint8Array(data), ...rest };
    const [startedAt, used] = [performance.now(), process.cpuUsage()];
    await this.#session.detect(frame, this.#timeMs);
    this.#wallMs.push(performance.now() - startedAt);
    const { user, system } = process.cpuUsage(used);
    this.#processorMs += (user + system) / 1000;
    this.#timeMs += 1000 / 30;
  }

  take(): Cost {
    const count = this.#wallMs.length;
    const cost = { wallMs: median(this.#wallMs), processorMs: this.#processorMs / count };
    this.#wallMs = [];
    this.#processorMs = 0;
    return cost;
  }
}

/** The first frames of a clip. */
async function readVideo(clip: string, count: number): Promise<RawFrame[]> {
  const file = await probeFile(clip, { fileName: 'clip', limits: defaultMediaLimits, signal });
  const { width, height } = file.plan;
  const pixels = nearestPixels(file.source);
  const take = (): RawFrame['data'] => new Uint8Array(frameBytes(file.plan, pixels));
  const video: RawFrame[] = [];
  for await (const data of decodeFrames(file, { signal, pixels, take })) {
    video.push({ data, width, height, pixels });
    if (video.length === count) break;
  }
  return video;
}
