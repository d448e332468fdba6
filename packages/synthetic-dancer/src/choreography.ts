import {
  type Hips,
  type Leg,
  mirror,
  mix,
  type Posture,
  type PostureChange,
  stance,
} from './posture.ts';

/** Target posture of some parts of the body at a moment. */
export interface Key {
  /** Counts from the start of the move; whole numbers are beats. */
  readonly at: number;
  readonly change: PostureChange;
  /** Duration in counts of the movement to it; 1 by default, at most the time since the part's previous key. */
  readonly takes?: number;
}

/** An interval with both feet off the floor. */
export interface Leap {
  /** Take-off, in counts from the start of the move. */
  readonly at: number;
  /** Counts in the air; with gravity and the tempo they determine the height. */
  readonly counts: number;
}

export interface Move {
  readonly name: string;
  readonly counts: number;
  readonly keys: readonly Key[];
  readonly leaps?: readonly Leap[];
}

/** Moves danced in sequence, repeated to the end. */
export type Choreography = readonly Move[];

/** Mirrors a move: swaps left and right. */
export const mirrorMove = (move: Move): Move => ({
  ...move,
  keys: move.keys.map((key) => ({ ...key, change: mirror(key.change) })),
});

export interface Timeline {
  /** @param count from the start of the dance; fractions are between the beats. */
  postureAt(count: number): Posture;
  /** With `at` counted from the start of the dance. */
  readonly leaps: readonly Leap[];
}

/** Schedules the moves over time. Every part of the body moves from key to key on its own. */
export function toTimeline(choreography: Choreography, counts: number): Timeline {
  const scheduled = repeat(choreography, counts);
  const keys = scheduled.flatMap(({ start, move }) =>
    move.keys.map((key) => ({ ...key, at: start + key.at })),
  );
  const leaps = scheduled.flatMap(({ start, move }) =>
    (move.leaps ?? []).map((leap) => ({ ...leap, at: start + leap.at })),
  );
  const partAt = {
    facing: track('facing', keys),
    hips: track('hips', keys),
    chest: track('chest', keys),
    head: track('head', keys),
    leftArm: track('leftArm', keys),
    rightArm: track('rightArm', keys),
    leftLeg: track('leftLeg', keys, liftWhileTravelling),
    rightLeg: track('rightLeg', keys, liftWhileTravelling),
  };
  const postureAt = (count: number): Posture => ({
    facing: partAt.facing(count),
    hips: bounce(partAt.hips(count), count),
    chest: partAt.chest(count),
    head: partAt.head(count),
    leftArm: partAt.leftArm(count),
    rightArm: partAt.rightArm(count),
    leftLeg: partAt.leftLeg(count),
    rightLeg: partAt.rightLeg(count),
  });
  return { leaps, postureAt };
}

function repeat(choreography: Choreography, counts: number): { start: number; move: Move }[] {
  if (!choreography.some((move) => move.counts > 0)) throw new Error('A dance needs a move.');
  const scheduled: { start: number; move: Move }[] = [];
  let start = 0;
  // Adds one more move, because the movement to its first key begins before its first count.
  for (let i = 0; start <= counts; i += 1) {
    const move = choreography[i % choreography.length] as Move;
    scheduled.push({ start, move });
    start += move.counts;
  }
  return scheduled;
}

/** Movement of a part to one of its keys, in counts from the start of the dance. */
interface Transition<Part> {
  readonly from: number;
  readonly to: number;
  readonly start: Part;
  readonly end: Part;
}

type Mixer<Part> = (transition: Transition<Part>, t: number) => Part;

function track<Name extends keyof Posture>(
  name: Name,
  keys: readonly Key[],
  mixer: Mixer<Posture[Name]> = ({ start, end }, t) => mix(start, end, t),
): (count: number) => Posture[Name] {
  const transitions: Transition<Posture[Name]>[] = [];
  for (const { at, change, takes = 1 } of keys.toSorted((a, b) => a.at - b.at)) {
    const changed = change[name];
    if (changed === undefined) continue;
    const last = transitions.at(-1);
    if (last !== undefined && last.to >= at) {
      throw new Error(`The ${name} cannot have two postures at count ${at}.`);
    }
    const start = last?.end ?? stance[name];
    const from = Math.max(at - takes, last?.to ?? Number.NEGATIVE_INFINITY);
    transitions.push({ from, to: at, start, end: { ...start, ...changed } });
  }
  return (count) => {
    const transition = transitions.findLast(({ from }) => from <= count);
    if (transition === undefined) return transitions[0]?.start ?? stance[name];
    return mixer(
      transition,
      minimumJerk((count - transition.from) / (transition.to - transition.from)),
    );
  };
}

/** Minimum-jerk interpolation from 0 to 1 (Flash and Hogan 1985). */
function minimumJerk(time: number): number {
  const t = Math.min(1, Math.max(0, time));
  return t ** 3 * (10 - 15 * t + 6 * t ** 2);
}

/** Lifts a foot while it travels to another position. */
function liftWhileTravelling({ start, end }: Transition<Leg>, t: number): Leg {
  const leg = mix(start, end, t);
  const distance = Math.hypot(end.x - start.x, end.z - start.z);
  const height = Math.min(0.06, 0.25 * distance) * (1 - Math.max(start.free, end.free));
  return { ...leg, lift: leg.lift + height * 16 * (t * (1 - t)) ** 2 };
}

function bounce(hips: Hips, count: number): Hips {
  const depth = (1 + Math.cos(2 * Math.PI * count)) / 2;
  return { ...hips, drop: hips.drop + hips.bounce * depth };
}
