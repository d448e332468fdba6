import {
  landmarkCount,
  type Person,
  type PoseFrame,
  type Repairs,
  type Size,
} from '@dance-pose/contracts';
import { at, type LandmarkPaths, signalsOf, unknownPaths } from '../series/landmark-paths.ts';
import { lowPass } from '../series/low-pass.ts';
import { valueAt } from '../series/signal.ts';
import { type BodyScale, bodyScale } from './body-scale.ts';
import { choosePerson } from './choose-person.ts';
import { fillShortGaps, filterRuns } from './gaps.ts';
import { findImpossibleEnds } from './impossible-bones.ts';
import { findOutliers } from './outliers.ts';
import { repairSideSwaps } from './side-swaps.ts';

/** The frames as they were analysed: upright, square pixels, one constant rate. */
export interface FrameFormat extends Size {
  readonly fps: number;
}

export interface CleanOptions {
  /**
   * Of the fourth-order zero-lag Butterworth filter, in Hz. 6 is Sports2D's default for human movement;
   * fast footwork wants 10 to 12.
   */
  readonly cutoffHz?: number;
  /** A landmark seen less well than this is a guess of the engine, and counts as not seen. */
  readonly minVisibility?: number;
}

/**
 * One dancer, ready to be measured: paths in which NaN stands wherever a landmark was not seen, smooth and
 * without lag in between. `visibility` stays as the engine gave it.
 */
export interface CleanTrack extends LandmarkPaths, FrameFormat {
  readonly frameCount: number;
  readonly minVisibility: number;
  readonly scale: BodyScale;
  readonly repairs: Repairs;
}

/** Gaps up to this long are bridged, as in Sports2D; longer ones stay open. */
const longestGapSeconds = 0.25;

/** Nobody dances for less. */
const shortestAppearanceSeconds = 0.5;

/**
 * Makes the engine's landmarks fit to be measured: chooses the dancer, puts exchanged sides right, rejects
 * what no body can do, bridges short gaps, and smooths without lag.
 * @param frames one per picture at a constant rate, in order; not changed.
 */
export function cleanTrack(
  frames: readonly PoseFrame[],
  format: FrameFormat,
  { cutoffHz = 6, minVisibility = 0.5 }: CleanOptions = {},
): CleanTrack {
  const { width, height, fps } = format;
  const longestGap = Math.floor(longestGapSeconds * fps);
  const shortest = shortestAppearanceSeconds * fps;
  const chosen = choosePerson(frames, { minVisibility, longestGap, shortest });
  const paths = layOutPaths(chosen.people, { width, height });
  const scale = bodyScale(paths, minVisibility);
  const swaps = repairSideSwaps(paths, { fps, scale });
  forgetUnseen(paths, minVisibility);
  const outliers = rejectOutliers(paths, { fps, scale });
  const impossibleBones = rejectImpossibleBones(paths);
  const bridged = smooth(paths, longestGap, { cutoffHz, fps });
  const repairs: Repairs = {
    frames: frames.length,
    framesWithoutDancer: chosen.people.filter((person) => person === undefined).length,
    falsePeople: chosen.falseAppearances,
    otherPeople: chosen.otherAppearances,
    sideSwaps: swaps.times,
    sideSwapFrames: swaps.frames,
    outliers,
    impossibleBones,
    bridged,
    leftOpen: paths.pixels.reduce((sum, { x }) => sum + x.filter(Number.isNaN).length, 0),
  };
  const { length: frameCount } = frames;
  return { ...paths, width, height, fps, frameCount, minVisibility, scale, repairs };
}

function layOutPaths(
  people: readonly (Person | undefined)[],
  { width, height }: { width: number; height: number },
): LandmarkPaths {
  const paths = unknownPaths(people.length);
  for (const [frame, person] of people.entries()) {
    if (person === undefined) continue;
    for (let id = 0; id < landmarkCount; id += 1) {
      const [x, y, , visibility] = person.landmarks[id] ?? missing;
      const [pixel, world] = [at(paths.pixels, id), at(paths.world, id)];
      pixel.x[frame] = x * width;
      pixel.y[frame] = y * height;
      [world.x[frame], world.y[frame], world.z[frame]] = person.world[id] ?? missing;
      at(paths.visibility, id)[frame] = visibility;
    }
  }
  return paths;
}

const missing = [Number.NaN, Number.NaN, Number.NaN, 0] as const;

function forget({ pixels, world }: LandmarkPaths, id: number, frame: number): void {
  for (const signal of signalsOf(at(pixels, id))) signal[frame] = Number.NaN;
  for (const signal of signalsOf(at(world, id))) signal[frame] = Number.NaN;
}

function forgetUnseen(paths: LandmarkPaths, minVisibility: number): void {
  for (const [id, visibility] of paths.visibility.entries()) {
    for (let frame = 0; frame < visibility.length; frame += 1) {
      if (valueAt(visibility, frame) < minVisibility) forget(paths, id, frame);
    }
  }
}

/** Neighbourhood in which a landmark's jump is told from movement: no limb is out and back this fast. */
const outlierWindowSeconds = 0.1;

/** Trunk lengths below which a jump is the engine's jitter, which the filter takes away. */
const leastJump = 0.1;

/** @returns how many single landmarks were rejected. */
function rejectOutliers(
  paths: LandmarkPaths,
  { fps, scale }: { fps: number; scale: BodyScale },
): number {
  const halfWidth = Math.round(outlierWindowSeconds * fps);
  // At fewer than 15 frames a second a kick may be over within one frame, like a mistake; without a
  // trunk in sight there is no measure to tell them apart.
  if (halfWidth < 2 || Number.isNaN(scale.pixels)) return 0;
  let rejected = 0;
  for (let id = 0; id < landmarkCount; id += 1) {
    const outliersOf = (least: number) => (signal: Float64Array) =>
      findOutliers(signal, { halfWidth, least });
    const frames = new Set([
      ...signalsOf(at(paths.pixels, id)).flatMap(outliersOf(leastJump * scale.pixels)),
      ...signalsOf(at(paths.world, id)).flatMap(outliersOf(leastJump * scale.metres)),
    ]);
    for (const frame of frames) forget(paths, id, frame);
    rejected += frames.size;
  }
  return rejected;
}

/** @returns how many single landmarks were rejected. */
function rejectImpossibleBones(paths: LandmarkPaths): number {
  const ends = findImpossibleEnds(paths);
  for (const { id, frame } of ends) forget(paths, id, frame);
  return ends.length;
}

/** @returns how many single landmarks were bridged. */
function smooth(
  paths: LandmarkPaths,
  longestGap: number,
  filter: { cutoffHz: number; fps: number },
): number {
  let bridged = 0;
  for (const [id, pixels] of paths.pixels.entries()) {
    for (const signal of [...signalsOf(at(paths.world, id)), ...signalsOf(pixels)]) {
      const filled = fillShortGaps(signal, longestGap);
      filterRuns(signal, (stretch) => lowPass(stretch, filter));
      if (signal === pixels.x) bridged += filled;
    }
  }
  return bridged;
}
