import { memoryUsage } from 'node:process';
import { analysisOptionsSchema, type TrackedClip } from '@dance-pose/contracts';
import { buildReport, type MovementReport } from '@dance-pose/movement';
import { landmarksOf, musicOf } from './landmarks.ts';

export interface AnalysisCost {
  readonly frames: number;
  /** Processor time of the fastest of the runs, in milliseconds: what else the machine did is not in it. */
  readonly cpuMs: number;
  /** Of the landmarks of the clip, in bytes. */
  readonly landmarkBytes: number;
  /** Beyond them, the most that was in use during the analysis, its result included. */
  readonly workBytes: number;
}

const runs = 5;
const warmUpSeconds = 10;
/** Looking at every pause for others would take far longer than the analysis. */
const pausesBetweenLooks = 15;

/** Analyses a clip of this length a few times. Wants a process of its own, with `--expose-gc`. */
export async function measureAnalysis(seconds: number, fps: number): Promise<AnalysisCost> {
  await analyse(landmarksOf(warmUpSeconds, fps));
  const before = inUse();
  const clip = landmarksOf(seconds, fps);
  const landmarkBytes = inUse() - before;
  let [most, pauses] = [0, 0];
  const { track } = await analyse(clip, async () => {
    if (pauses % pausesBetweenLooks === 0) most = Math.max(most, inUse());
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

/** What is reachable, in bytes: JavaScript's objects and the memory of its arrays. */
function inUse(): number {
  if (globalThis.gc === undefined) throw new Error('Start with --expose-gc.');
  globalThis.gc();
  const { heapUsed, arrayBuffers } = memoryUsage();
  return heapUsed + arrayBuffers;
}
