import { memoryUsage } from 'node:process';
import { analysisOptionsSchema, type TrackedClip } from '@dance-pose/contracts';
import { buildReport, type MovementReport } from '@dance-pose/movement';
import { landmarksOf, musicOf } from './landmarks.ts';

export interface AnalysisCost {
  readonly frames: number;
  /** Processor time of the fastest run, in milliseconds; excludes other load on the machine. */
  readonly cpuMs: number;
  /** Size of the clip's landmarks, in bytes. */
  readonly landmarkBytes: number;
  /** Peak memory of the analysis beyond the landmarks, including its result, in bytes. */
  readonly workBytes: number;
}

const runs = 5;
const warmUpSeconds = 10;
/** Sampling memory at every pause would take far longer than the analysis. */
const pausesPerSample = 15;

/** Analyses a clip of this length a few times. Requires its own process, with `--expose-gc`. */
export async function measureAnalysis(seconds: number, fps: number): Promise<AnalysisCost> {
  await analyse(landmarksOf(warmUpSeconds, fps));
  const before = inUse();
  const clip = landmarksOf(seconds, fps);
  const landmarkBytes = inUse() - before;
  let [most, pauses] = [0, 0];
  const { track } = await analyse(clip, async () => {
    if (pauses % pausesPerSample === 0) most = Math.max(most, inUse());
    pauses += 1;
  });
  const workBytes = Math.max(most, inUse()) - before - landmarkBytes;
  let cpuMs = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = process.cpuUsage();
    await analyse(clip);
    const { user, system } = process.cpuUsage(start);
    cpuMs = Math.min(cpuMs, (user + system) / 1000);
  }
  return { frames: track.frameCount, cpuMs, landmarkBytes, workBytes };
}

function analyse(
  clip: TrackedClip,
  pause = async (): Promise<void> => {},
): Promise<MovementReport> {
  const music = musicOf(clip.source.durationMs / 1000);
  return buildReport({ clip, music, options: analysisOptionsSchema.parse({}) }, pause);
}

/** Reachable memory in bytes: JavaScript objects and array buffers. */
function inUse(): number {
  if (globalThis.gc === undefined) throw new Error('Start with --expose-gc.');
  globalThis.gc();
  const { heapUsed, arrayBuffers } = memoryUsage();
  return heapUsed + arrayBuffers;
}
