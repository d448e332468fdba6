import { landmarkId } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { degrees, wrapDegrees } from '../series/degrees.ts';
import { at } from '../series/landmark-paths.ts';
import { runsWhere, type Signal, type Span, signalOf, valueAt, wholeOf } from '../series/signal.ts';

/**
 * Heading of the dancer in degrees, unwrapped beyond a full turn: 0 towards the camera, positive to the
 * dancer's left. Taken from the line of the hips in space, stabilised by that of the shoulders. NaN where
 * the trunk is not visible; a turn during that time counts the shorter way round.
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
    heading += wrapDegrees(facing - heading);
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

/** In degrees per second; a slower rotation is drift. */
const minTurnSpeed = 45;

/** A pause up to this length, as between two pirouettes, does not end a turn. */
const longestPauseSeconds = 0.25;

export function findTurns(heading: Signal, fps: number): Turn[] {
  const speed = signalOf(
    heading.length,
    (i) => (valueAt(heading, i) - valueAt(heading, i - 1)) * fps,
  );
  const runs = [1, -1]
    .flatMap((direction) =>
      runsWhere(wholeOf(heading), (i) => valueAt(speed, i) * direction >= minTurnSpeed),
    )
    .map(({ from, to }) => turnOf(heading, from, to))
    .filter(({ degrees }) => Math.abs(degrees) >= minTurn)
    .toSorted((a, b) => a.from - b.from);
  const turns: Turn[] = [];
  for (const run of runs) {
    const last = turns.at(-1);
    const continues =
      last !== undefined &&
      Math.sign(last.degrees) === Math.sign(run.degrees) &&
      run.from - last.to <= longestPauseSeconds * fps;
    if (continues) turns[turns.length - 1] = turnOf(heading, last.from, run.to);
    else turns.push(run);
  }
  return turns;
}

const turnOf = (heading: Signal, from: number, to: number): Turn => ({
  from,
  to,
  degrees: valueAt(heading, to - 1) - valueAt(heading, from - 1),
});

/** In degrees; a smaller rotation is unsteadiness. */
const minTurn = 15;

/** In degrees; a turn counts as full before the hips arrive, because dancers end turns with the head first. */
const revolutionTolerance = 60;

/** Number of full revolutions in a turn. */
export const revolutionsIn = ({ degrees }: Turn): number =>
  Math.floor((Math.abs(degrees) + revolutionTolerance) / 360);
