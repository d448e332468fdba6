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

/** Format of the analysed frames: upright, square pixels, constant frame rate. */
export interface FrameFormat extends Size {
  readonly fps: number;
}

export interface CleanOptions {
  /**
   * Cutoff of the fourth-order zero-lag Butterworth filter, in Hz. 6 is Sports2D's default for human movement;
   * fast footwork needs 10 to 12.
   */
  readonly cutoffHz?: number;
  /** A landmark with a lower visibility is a guess of the engine and counts as missing. */
  readonly minVisibility?: number;
  /** True if the engine has smoothed the landmarks over time, which delays them. */
  readonly isSmoothed?: boolean;
}

/**
 * Cleaned landmarks of one dancer: smooth paths without lag, NaN where a landmark is missing. `visibility`
 * is the engine's.
 */
export interface CleanTrack extends LandmarkPaths, FrameFormat {
  readonly frameCount: number;
  readonly minVisibility: number;
  /** True if the engine has smoothed the landmarks over time: the paths are late by what that delays them. */
  readonly isSmoothed: boolean;
  readonly scale: BodyScale;
  readonly repairs: Repairs;
}

/** Gaps up to this length are bridged, as in Sports2D; longer ones stay open. */
const longestGapSeconds = 0.25;

/** Shorter appearances are false detections. */
const shortestAppearanceSeconds = 0.5;

/**
 * Prepares the engine's landmarks for measurement: chooses the dancer, repairs swapped sides, rejects
 * outliers and impossible bones, bridges short gaps, and smooths without lag.
 * @param frames one per picture at a constant rate, in order; not modified.
 */
export function cleanTrack(
  frames: readonly PoseFrame[],
  format: FrameFormat,
  { cutoffHz = 6, minVisibility = 0.5, isSmoothed = false }: CleanOptions = {},
): CleanTrack {
  const { width, height, fps } = format;
  const longestGap = Math.floor(longestGapSeconds * fps);
  const shortest = shortestAppearanceSeconds * fps;
  const chosen = choosePerson(frames, { minVisibility, longestGap, shortest });
  const paths = toPaths(chosen.people, { width, height });
  const scale = bodyScale(paths, minVisibility);
  const swaps = repairSideSwaps(paths, { fps, scale });
  discardUnseen(paths, minVisibility);
  const outliers = rejectOutliers(paths, { fps, scale });
  const impossibleBones = rejectImpossibleBones(paths);
  const bridged = smooth(paths, longestGap, { cutoffHz, fps });
  const repairs: Repairs = {
    frames: frames.length,
    framesWithoutDancer: chosen.people.filter((person) => person === undefined).length,
    falsePeople: chosen.falseAppearances,
    otherPeople: chosen.otherAppearances,
    sideSwaps: swaps.count,
    sideSwapFrames: swaps.frames,
    outliers,
    impossibleBones,
    bridged,
    leftOpen: paths.pixels.reduce((sum, { x }) => sum + x.filter(Number.isNaN).length, 0),
  };
  const seen = { minVisibility, isSmoothed, scale, repairs };
  return { ...paths, width, height, fps, frameCount: frames.length, ...seen };
}

function toPaths(
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

function discard({ pixels, world }: LandmarkPaths, id: number, frame: number): void {
  for (const signal of signalsOf(at(pixels, id))) signal[frame] = Number.NaN;
  for (const signal of signalsOf(at(world, id))) signal[frame] = Number.NaN;
}

function discardUnseen(paths: LandmarkPaths, minVisibility: number): void {
  for (const [id, visibility] of paths.visibility.entries()) {
    for (let frame = 0; frame < visibility.length; frame += 1) {
      if (valueAt(visibility, frame) < minVisibility) discard(paths, id, frame);
    }
  }
}

/** Half width of the window that separates jumps from movement: no limb moves out and back within it. */
const outlierWindowSeconds = 0.1;

/** In trunk lengths; a smaller jump is jitter, which the filter removes. */
const minJump = 0.1;

/** @returns number of landmarks rejected, counted per frame. */
function rejectOutliers(
  paths: LandmarkPaths,
  { fps, scale }: { fps: number; scale: BodyScale },
): number {
  const halfWidth = Math.round(outlierWindowSeconds * fps);
  // Below 15 fps a kick can be over within one frame, like an outlier. Without a visible trunk there is no
  // scale to tell them apart.
  if (halfWidth < 2 || Number.isNaN(scale.pixels)) return 0;
  let rejected = 0;
  for (let id = 0; id < landmarkCount; id += 1) {
    const outliersOf = (minDeviation: number) => (signal: Float64Array) =>
      findOutliers(signal, { halfWidth, minDeviation });
    const frames = new Set([
      ...signalsOf(at(paths.pixels, id)).flatMap(outliersOf(minJump * scale.pixels)),
      ...signalsOf(at(paths.world, id)).flatMap(outliersOf(minJump * scale.metres)),
    ]);
    for (const frame of frames) discard(paths, id, frame);
    rejected += frames.size;
  }
  return rejected;
}

/** @returns number of landmarks rejected, counted per frame. */
function rejectImpossibleBones(paths: LandmarkPaths): number {
  const ends = findImpossibleEnds(paths);
  for (const { id, frame } of ends) discard(paths, id, frame);
  return ends.length;
}

/** @returns number of landmarks bridged, counted per frame. */
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
