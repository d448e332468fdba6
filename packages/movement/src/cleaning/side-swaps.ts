import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import {
  at,
  type LandmarkPaths,
  type PixelPath,
  signalsOf,
  type WorldPath,
} from '../series/landmark-paths.ts';
import { runsWhere, type Signal, type Span, valueAt } from '../series/signal.ts';
import type { BodyScale } from './body-scale.ts';

export interface SideSwaps {
  /** Number of intervals in which arms, legs, or trunk and head were swapped. */
  readonly count: number;
  /** Number of frames with at least one swapped group. */
  readonly frames: number;
}

/**
 * Finds where the engine confused left and right, and swaps the sides back in place.
 *
 * Chooses the sequence of states (kept or swapped) with the least cost (Viterbi 1967, two states per frame).
 * The cost is the distance in trunk lengths that the joints travel in the picture and in space, plus
 * {@link swappedCostPerSecond} for time in the swapped state and {@link switchCost} for every change of state.
 * So a confusion that lasts up to about a second is repaired. A lasting change is kept: the dancer may have
 * turned round while hardly visible.
 */
export function repairSideSwaps(
  paths: LandmarkPaths,
  { fps, scale }: { fps: number; scale: BodyScale },
): SideSwaps {
  const wrong = new Set<number>();
  let count = 0;
  for (const pairs of groups) {
    for (const swap of findSwaps(paths, pairs, { fps, scale })) {
      count += 1;
      for (let frame = swap.from; frame < swap.to; frame += 1) {
        wrong.add(frame);
        for (const pair of pairs) swapSides(paths, pair, frame);
      }
    }
  }
  return { count, frames: wrong.size };
}

/** Cost of a second in the swapped state, in trunk lengths travelled by all joints of a group. */
const swappedCostPerSecond = 5;

/** Cost of a change of state; without it, joints that are close together would swap for no gain. */
const switchCost = 0.1;

/** After a longer absence the positions of the joints say nothing about their sides. */
const longestAbsenceSeconds = 0.1;

type Pair = readonly [left: number, right: number];

const pairOf = (left: LandmarkName): Pair => [
  landmarkId[left],
  landmarkId[left.replace('left', 'right').replace('Left', 'Right') as LandmarkName],
];

/** Landmarks that are swapped together: the engine can confuse the legs and still have the arms right. */
const groups: readonly (readonly Pair[])[] = [
  (['leftShoulder', 'leftHip', 'leftEye', 'leftEar', 'mouthLeft'] as const).map(pairOf),
  (['leftElbow', 'leftWrist', 'leftPinky', 'leftIndex', 'leftThumb'] as const).map(pairOf),
  (['leftKnee', 'leftAnkle', 'leftHeel', 'leftFootIndex'] as const).map(pairOf),
];

/** Runs of frames in which the sides of a group are swapped. */
function findSwaps(
  paths: LandmarkPaths,
  pairs: readonly Pair[],
  { fps, scale }: { fps: number; scale: BodyScale },
): Span[] {
  if (!(scale.pixels > 0 && scale.metres > 0)) return [];
  const nose = at(paths.pixels, landmarkId.nose).x;
  const longestAbsence = Math.ceil(longestAbsenceSeconds * fps);
  // Cost of the best path to each state (kept, swapped), and the state that it comes from.
  let cost: readonly [number, number] = [0, swappedCostPerSecond / fps];
  const backPointers: (readonly [0 | 1, 0 | 1])[] = Array.from(nose, () => [0, 1]);
  let before = -1;
  for (let frame = 0; frame < nose.length; frame += 1) {
    if (Number.isNaN(valueAt(nose, frame))) continue;
    const follows = before >= 0 && frame - before <= longestAbsence;
    const { stayed, switched } = follows
      ? travelCosts(paths, pairs, { before, frame, scale })
      : noTravel;
    const kept: 0 | 1 = cost[0] + stayed <= cost[1] + switched ? 0 : 1;
    const swapped: 0 | 1 = cost[1] + stayed <= cost[0] + switched ? 1 : 0;
    backPointers[frame] = [kept, swapped];
    cost = [
      Math.min(cost[0] + stayed, cost[1] + switched),
      Math.min(cost[1] + stayed, cost[0] + switched) + swappedCostPerSecond / fps,
    ];
    before = frame;
  }
  const states = new Uint8Array(nose.length);
  let state: 0 | 1 = cost[0] <= cost[1] ? 0 : 1;
  for (let frame = nose.length - 1; frame >= 0; frame -= 1) {
    states[frame] = state;
    state = backPointers[frame]?.[state] ?? 0;
  }
  return runsWhere({ from: 0, to: nose.length }, (frame) => states[frame] === 1);
}

const noTravel = { stayed: 0, switched: 0 } as const;

/** Costs, in trunk lengths, of all pairs keeping their sides and of changing them between two frames. */
function travelCosts(
  { pixels, world, visibility }: LandmarkPaths,
  pairs: readonly Pair[],
  { before, frame, scale }: { before: number; frame: number; scale: BodyScale },
): { stayed: number; switched: number } {
  const travel = (from: number, to: number): number => {
    const seen = Math.min(
      valueAt(at(visibility, from), before),
      valueAt(at(visibility, to), frame),
    );
    const inPicture = distanceInPicture(at(pixels, from), before, at(pixels, to), frame);
    const inSpace = distanceInSpace(at(world, from), before, at(world, to), frame);
    return (seen * (inPicture / scale.pixels + inSpace / scale.metres)) / 2;
  };
  let [stayed, switched] = [0, 0];
  for (const [left, right] of pairs) {
    stayed += travel(left, left) + travel(right, right);
    switched += travel(left, right) + travel(right, left);
  }
  return { stayed, switched: switched + switchCost };
}

const distanceInPicture = (a: PixelPath, from: number, b: PixelPath, to: number): number =>
  Math.hypot(valueAt(b.x, to) - valueAt(a.x, from), valueAt(b.y, to) - valueAt(a.y, from));

const distanceInSpace = (a: WorldPath, from: number, b: WorldPath, to: number): number =>
  Math.hypot(
    valueAt(b.x, to) - valueAt(a.x, from),
    valueAt(b.y, to) - valueAt(a.y, from),
    valueAt(b.z, to) - valueAt(a.z, from),
  );

function swapSides(paths: LandmarkPaths, [left, right]: Pair, frame: number): void {
  const signals = (id: number): readonly Signal[] => [
    ...signalsOf(at(paths.pixels, id)),
    ...signalsOf(at(paths.world, id)),
    at(paths.visibility, id),
  ];
  const others = signals(right);
  for (const [i, signal] of signals(left).entries()) {
    const other = others[i] as Signal;
    [signal[frame], other[frame]] = [valueAt(other, frame), valueAt(signal, frame)];
  }
}
