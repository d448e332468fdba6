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
  /** Times that arms, legs or trunk and head changed sides and back. */
  readonly times: number;
  /** Frames with at least one of them on the wrong side. */
  readonly frames: number;
}

/**
 * Finds where the engine took left for right, and puts it right in place.
 *
 * A body does not leap: of all ways to exchange sides over the clip the one is chosen on which the joints
 * travel least, in the picture and in space, where every exchanged second counts as {@link trustInEngine}
 * trunk lengths of travel and every exchange as {@link trustInSides} (Viterbi 1967, two states a frame). So a confusion that is over within
 * about a second is repaired. A change of sides that lasts is left as it is: it may be the dancer's own,
 * who has turned round while hardly visible.
 */
export function repairSideSwaps(
  paths: LandmarkPaths,
  { fps, scale }: { fps: number; scale: BodyScale },
): SideSwaps {
  const wrong = new Set<number>();
  let times = 0;
  for (const pairs of groups) {
    for (const swap of findSwaps(paths, pairs, { fps, scale })) {
      times += 1;
      for (let frame = swap.from; frame < swap.to; frame += 1) {
        wrong.add(frame);
        for (const pair of pairs) exchange(paths, pair, frame);
      }
    }
  }
  return { times, frames: wrong.size };
}

/** What a second of exchanged sides must save, in trunk lengths that all joints of a group travel. */
const trustInEngine = 5;

/** What an exchange must save beyond that, or joints that lie close together would change sides for nothing. */
const trustInSides = 0.1;

/** When the person was missing for longer, where the joints are tells nothing of their sides. */
const longestBlinkSeconds = 0.1;

type Pair = readonly [left: number, right: number];

const sides = (left: LandmarkName): Pair => [
  landmarkId[left],
  landmarkId[left.replace('left', 'right').replace('Left', 'Right') as LandmarkName],
];

/** What is swapped together: the engine may well confuse the legs and keep the arms. */
const groups: readonly (readonly Pair[])[] = [
  (['leftShoulder', 'leftHip', 'leftEye', 'leftEar', 'mouthLeft'] as const).map(sides),
  (['leftElbow', 'leftWrist', 'leftPinky', 'leftIndex', 'leftThumb'] as const).map(sides),
  (['leftKnee', 'leftAnkle', 'leftHeel', 'leftFootIndex'] as const).map(sides),
];

/** Runs of frames in which the sides of a group are exchanged. */
function findSwaps(
  paths: LandmarkPaths,
  pairs: readonly Pair[],
  { fps, scale }: { fps: number; scale: BodyScale },
): Span[] {
  if (!(scale.pixels > 0 && scale.metres > 0)) return [];
  const nose = at(paths.pixels, landmarkId.nose).x;
  const longestBlink = Math.ceil(longestBlinkSeconds * fps);
  // Of the best way to each frame, as it is and exchanged: its cost, and the state it comes from.
  let cost: readonly [number, number] = [0, trustInEngine / fps];
  const cameFrom: (readonly [0 | 1, 0 | 1])[] = Array.from(nose, () => [0, 1]);
  let before = -1;
  for (let frame = 0; frame < nose.length; frame += 1) {
    if (Number.isNaN(valueAt(nose, frame))) continue;
    const follows = before >= 0 && frame - before <= longestBlink;
    const { stayed, crossed } = follows ? travelled(paths, pairs, { before, frame, scale }) : still;
    const kept: 0 | 1 = cost[0] + stayed <= cost[1] + crossed ? 0 : 1;
    const exchanged: 0 | 1 = cost[1] + stayed <= cost[0] + crossed ? 1 : 0;
    cameFrom[frame] = [kept, exchanged];
    cost = [
      Math.min(cost[0] + stayed, cost[1] + crossed),
      Math.min(cost[1] + stayed, cost[0] + crossed) + trustInEngine / fps,
    ];
    before = frame;
  }
  const states = new Uint8Array(nose.length);
  let state: 0 | 1 = cost[0] <= cost[1] ? 0 : 1;
  for (let frame = nose.length - 1; frame >= 0; frame -= 1) {
    states[frame] = state;
    state = cameFrom[frame]?.[state] ?? 0;
  }
  return runsWhere({ from: 0, to: nose.length }, (frame) => states[frame] === 1);
}

const still = { stayed: 0, crossed: 0 } as const;

/** What it costs, in trunk lengths, that all pairs kept and that they changed sides between two frames. */
function travelled(
  { pixels, world, visibility }: LandmarkPaths,
  pairs: readonly Pair[],
  { before, frame, scale }: { before: number; frame: number; scale: BodyScale },
): { stayed: number; crossed: number } {
  const way = (from: number, to: number): number => {
    const seen = Math.min(
      valueAt(at(visibility, from), before),
      valueAt(at(visibility, to), frame),
    );
    const inPicture = wayInPicture(at(pixels, from), before, at(pixels, to), frame);
    const inSpace = wayInSpace(at(world, from), before, at(world, to), frame);
    return (seen * (inPicture / scale.pixels + inSpace / scale.metres)) / 2;
  };
  let [stayed, crossed] = [0, 0];
  for (const [left, right] of pairs) {
    stayed += way(left, left) + way(right, right);
    crossed += way(left, right) + way(right, left);
  }
  return { stayed, crossed: crossed + trustInSides };
}

const wayInPicture = (a: PixelPath, from: number, b: PixelPath, to: number): number =>
  Math.hypot(valueAt(b.x, to) - valueAt(a.x, from), valueAt(b.y, to) - valueAt(a.y, from));

const wayInSpace = (a: WorldPath, from: number, b: WorldPath, to: number): number =>
  Math.hypot(
    valueAt(b.x, to) - valueAt(a.x, from),
    valueAt(b.y, to) - valueAt(a.y, from),
    valueAt(b.z, to) - valueAt(a.z, from),
  );

function exchange(paths: LandmarkPaths, [left, right]: Pair, frame: number): void {
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
