import { landmarkId } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { degrees, shorterWay } from '../series/degrees.ts';
import { at } from '../series/landmark-paths.ts';
import { runsWhere, type Signal, type Span, signalOf, valueAt, wholeOf } from '../series/signal.ts';

/**
 * Where the dancer faces, in degrees that go on beyond a full turn: 0 to the camera at first, growing as
 * the dancer turns to their left. From the line of the hips in space, steadied by that of the shoulders.
 * NaN where the trunk was not in sight; a turn in that time counts the shorter way round.
 */
export function headingOf({ world, frameCount }: CleanTrack): Signal {
  const [ls, rs, lh, rh] = [leftShoulder, rightShoulder, leftHip, rightHip].map((id) =>
    at(world, id),
  );
  let heading = 0;
  return signalOf(frameCount, (frame) => {
    const across = (axis: 'x' | 'z'): number =>
      [ls, lh].reduce((sum, path) => sum + valueAt(path?.[axis] ?? none, frame), 0) -
      [rs, rh].reduce((sum, path) => sum + valueAt(path?.[axis] ?? none, frame), 0);
    const facing = degrees(Math.atan2(across('z'), across('x')));
    if (Number.isNaN(facing)) return Number.NaN;
    heading += shorterWay(facing - heading);
    return heading;
  });
}

const none = new Float64Array();
const { leftShoulder, rightShoulder, leftHip, rightHip } = landmarkId;

/** One rotation in one direction. */
export interface Turn extends Span {
  /** Positive to the dancer's left. */
  readonly degrees: number;
}

/** Slower than this a dancer drifts rather than turns, in degrees per second. */
const slowestTurn = 45;

/** A turn may falter for so long, as between two pirouettes, and is still one. */
const longestFalterSeconds = 0.25;

export function findTurns(heading: Signal, fps: number): Turn[] {
  const speed = signalOf(
    heading.length,
    (i) => (valueAt(heading, i) - valueAt(heading, i - 1)) * fps,
  );
  const runs = [1, -1]
    .flatMap((direction) =>
      runsWhere(wholeOf(heading), (i) => valueAt(speed, i) * direction >= slowestTurn),
    )
    .map(({ from, to }) => turnOf(heading, from, to))
    .filter(({ degrees }) => Math.abs(degrees) >= leastTurn)
    .toSorted((a, b) => a.from - b.from);
  const turns: Turn[] = [];
  for (const run of runs) {
    const last = turns.at(-1);
    const goesOn =
      last !== undefined &&
      Math.sign(last.degrees) === Math.sign(run.degrees) &&
      run.from - last.to <= longestFalterSeconds * fps;
    if (goesOn) turns[turns.length - 1] = turnOf(heading, last.from, run.to);
    else turns.push(run);
  }
  return turns;
}

const turnOf = (heading: Signal, from: number, to: number): Turn => ({
  from,
  to,
  degrees: valueAt(heading, to - 1) - valueAt(heading, from - 1),
});

/** Degrees below which a rotation is wavering. */
const leastTurn = 15;

/** Nearly round is round: dancers end their turns by looking at you before the hips arrive. */
const almost = 60;

/** Whole revolutions in a turn. */
export const revolutionsIn = ({ degrees }: Turn): number =>
  Math.floor((Math.abs(degrees) + almost) / 360);
