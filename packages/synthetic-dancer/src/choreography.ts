import {
  type Hips,
  type Leg,
  mirror,
  mix,
  type Posture,
  type PostureChange,
  stance,
} from './posture.ts';

/** Where parts of the body are to be at a moment. */
export interface Key {
  /** Counts from the start of the move; whole numbers are beats. */
  readonly at: number;
  readonly change: PostureChange;
  /** Counts that the movement to it takes; 1 unless said, never longer than since the part's last key. */
  readonly takes?: number;
}

/** Both feet off the floor. */
export interface Leap {
  /** Counts from the start of the move to the moment the feet leave the floor. */
  readonly at: number;
  /** Counts in the air, from which gravity and the tempo make the height. */
  readonly counts: number;
}

export interface Move {
  readonly name: string;
  readonly counts: number;
  readonly keys: readonly Key[];
  readonly leaps?: readonly Leap[];
}

/** Moves danced one after the other, over and over. */
export type Choreography = readonly Move[];

/** A move as danced by somebody in a mirror: what was done to the left is done to the right. */
export const mirrorMove = (move: Move): Move => ({
  ...move,
  keys: move.keys.map((key) => ({ ...key, change: mirror(key.change) })),
});

export interface Timeline {
  /** @param count from the start of the dance; fractions lie between the beats. */
  postureAt(count: number): Posture;
  /** `at` counted from the start of the dance. */
  readonly leaps: readonly Leap[];
}

/** Lays the moves out over time. Every part of the body goes its own way from key to key. */
export function layOut(choreography: Choreography, counts: number): Timeline {
  const placed = repeat(choreography, counts);
  const keys = placed.flatMap(({ start, move }) =>
    move.keys.map((key) => ({ ...key, at: start + key.at })),
  );
  const leaps = placed.flatMap(({ start, move }) =>
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
  const placed: { start: number; move: Move }[] = [];
  let start = 0;
  // One move more than fits, because the way to its first key begins before its first count.
  for (let i = 0; start <= counts; i += 1) {
    const move = choreography[i % choreography.length] as Move;
    placed.push({ start, move });
    start += move.counts;
  }
  return placed;
}

/** A part's way to one of its keys, in counts from the start of the dance. */
interface Way<Part> {
  readonly from: number;
  readonly to: number;
  readonly start: Part;
  readonly end: Part;
}

type Mixer<Part> = (way: Way<Part>, t: number) => Part;

function track<Name extends keyof Posture>(
  name: Name,
  keys: readonly Key[],
  mixer: Mixer<Posture[Name]> = ({ start, end }, t) => mix(start, end, t),
): (count: number) => Posture[Name] {
  const ways: Way<Posture[Name]>[] = [];
  for (const { at, change, takes = 1 } of keys.toSorted((a, b) => a.at - b.at)) {
    const changed = change[name];
    if (changed === undefined) continue;
    const last = ways.at(-1);
    if (last !== undefined && last.to >= at) {
      throw new Error(`The ${name} cannot be in two places at count ${at}.`);
    }
    const start = last?.end ?? stance[name];
    const from = Math.max(at - takes, last?.to ?? Number.NEGATIVE_INFINITY);
    ways.push({ from, to: at, start, end: { ...start, ...changed } });
  }
  return (count) => {
    const way = ways.findLast(({ from }) => from <= count);
    if (way === undefined) return ways[0]?.start ?? stance[name];
    return mixer(way, minimumJerk((count - way.from) / (way.to - way.from)));
  };
}

/** From 0 to 1 with no jolt at either end: the smoothest way there is (Flash and Hogan 1985). */
function minimumJerk(time: number): number {
  const t = Math.min(1, Math.max(0, time));
  return t ** 3 * (10 - 15 * t + 6 * t ** 2);
}

/** A foot that goes to another place is lifted on its way. */
function liftWhileTravelling({ start, end }: Way<Leg>, t: number): Leg {
  const leg = mix(start, end, t);
  const distance = Math.hypot(end.x - start.x, end.z - start.z);
  const height = Math.min(0.06, 0.25 * distance) * (1 - Math.max(start.free, end.free));
  return { ...leg, lift: leg.lift + height * 16 * (t * (1 - t)) ** 2 };
}

function bounce(hips: Hips, count: number): Hips {
  const depth = (1 + Math.cos(2 * Math.PI * count)) / 2;
  return { ...hips, drop: hips.drop + hips.bounce * depth };
}
