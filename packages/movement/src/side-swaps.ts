import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import { at, type LandmarkPaths, signalsOf } from './landmark-paths.ts';
import { type Signal, type Span, valueAt } from './signal.ts';

export interface SideSwaps {
  /** Times that arms, legs or trunk and head changed sides and back. */
  readonly times: number;
  /** Frames with at least one of them on the wrong side. */
  readonly frames: number;
}

/**
 * Finds where the engine took left for right, and puts it right in place. A swap gives itself away by a
 * jump: from one frame to the next both limbs land where the other one was. It is repaired when it is
 * undone within {@link longestSwapSeconds}; a change of sides that lasts may be the dancer's own, who has
 * turned round while hardly visible, and is left as it is.
 *
 * @param trunk length in pixels.
 */
export function repairSideSwaps(
  paths: LandmarkPaths,
  { fps, trunk }: { fps: number; trunk: number },
): SideSwaps {
  const longestSwap = Math.round(longestSwapSeconds * fps);
  const wrong = new Set<number>();
  let times = 0;
  for (const pairs of groups) {
    for (const swap of swapsOf(jumpsAcross(paths, pairs, { fps, trunk }), longestSwap)) {
      times += 1;
      for (let frame = swap.from; frame < swap.to; frame += 1) {
        wrong.add(frame);
        for (const pair of pairs) exchange(paths, pair, frame);
      }
    }
  }
  return { times, frames: wrong.size };
}

const longestSwapSeconds = 1;

/** The person may be missing for this long between the two frames that are compared. */
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

/** Frames at which a group is suddenly on the other side. */
function jumpsAcross(
  paths: LandmarkPaths,
  pairs: readonly Pair[],
  { fps, trunk }: { fps: number; trunk: number },
): number[] {
  const nose = at(paths.pixels, landmarkId.nose).x;
  const longestBlink = Math.ceil(longestBlinkSeconds * fps);
  const jumps: number[] = [];
  let before = -1;
  for (let frame = 0; frame < nose.length; frame += 1) {
    if (Number.isNaN(valueAt(nose, frame))) continue;
    if (before >= 0 && frame - before <= longestBlink) {
      const { stayed, crossed } = travelled(paths, pairs, before, frame);
      const saved = stayed - crossed;
      if (crossed < stayed / 2 && saved > leastSaving * trunk * pairs.length) jumps.push(frame);
    }
    before = frame;
  }
  return jumps;
}

/** Trunk lengths a pair that exchanging its sides must save, so that a knot of joints is left alone. */
const leastSaving = 0.3;

/** Pixels that all pairs would have gone between two frames, if they kept and if they changed sides. */
function travelled(
  { pixels }: LandmarkPaths,
  pairs: readonly Pair[],
  before: number,
  now: number,
): { stayed: number; crossed: number } {
  let stayed = 0;
  let crossed = 0;
  const way = (from: number, to: number): number => {
    const [a, b] = [at(pixels, from), at(pixels, to)];
    return Math.hypot(
      valueAt(b.x, now) - valueAt(a.x, before),
      valueAt(b.y, now) - valueAt(a.y, before),
    );
  };
  for (const [left, right] of pairs) {
    stayed += way(left, left) + way(right, right);
    crossed += way(left, right) + way(right, left);
  }
  return { stayed, crossed };
}

/** Jumps there and back again within the longest time that a swap lasts. */
function swapsOf(jumps: readonly number[], longest: number): Span[] {
  const swaps: Span[] = [];
  let from: number | undefined;
  for (const jump of jumps) {
    if (from === undefined || jump - from > longest) from = jump;
    else {
      swaps.push({ from, to: jump });
      from = undefined;
    }
  }
  return swaps;
}

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
