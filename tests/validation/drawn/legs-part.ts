import type { Dance, DanceOptions } from '@dance-pose/synthetic-dancer';
import { createRandom } from '../../faults/random.ts';
import { collect, inOrder } from '../in-order.ts';
import { intervalHeads, intervalRow, type Judged, judgeOne } from '../intervals.ts';
import { atMost, type Check, type Part, round, usualModel } from '../part.ts';
import { reportOf } from '../track-clip.ts';
import { trackDance } from './draw-clip.ts';
import { anyBody } from './plan.ts';

/** Direction in which a leg is lifted: plane of the lift, and lean of the trunk. */
const directions = {
  'to the front': { front: 90, lean: 0 },
  'to the side': { front: 10, lean: 0 },
  behind: { front: 270, lean: 18 },
} as const;
type Direction = keyof typeof directions;

export interface DrawnLeg {
  readonly direction: Direction;
  /** Degrees from hanging down, relative to the pelvis. */
  readonly raise: number;
  /** Degrees from the front of the camera. */
  readonly azimuth: number;
  /** Seed of body and camera. */
  readonly seed: number;
}

/** View of the leg: it lies in the picture, points at the camera, or is in between. */
const viewOf = ({ direction, azimuth }: DrawnLeg): 'side on' | 'end on' | 'oblique' => {
  if (azimuth === 45) return 'oblique';
  return (direction === 'to the side') === (azimuth === 0) ? 'side on' : 'end on';
};

export const drawnLegs: readonly DrawnLeg[] = (Object.keys(directions) as Direction[])
  .flatMap((direction) => [0, 45, 90].map((azimuth) => ({ direction, azimuth })))
  .flatMap((some) => [50, 80, 105].map((raise) => ({ ...some, raise })))
  .map((leg, i) => ({ ...leg, seed: 80_000 + i }));

/** The left leg, towards a camera at the side, is lifted, held for two counts and put down. */
export function legDance({ direction, raise, azimuth, seed }: DrawnLeg): DanceOptions {
  const random = createRandom(seed);
  const { front, lean } = directions[direction];
  const arm = { raise: random.between(60, 95), front: random.between(0, 25), elbow: 15, twist: 0 };
  const still = { x: -0.04, lean: 0, bounce: 0, drop: 0.01 };
  const leftLeg = { free: 1, raise, front, knee: 0 };
  const keys = [
    { at: 0, change: { hips: still, leftArm: arm, rightArm: arm, leftLeg: { free: 0 } } },
    { at: 2, takes: 1.5, change: { leftLeg, hips: { x: -0.09, lean } } },
    { at: 4, takes: 2, change: { leftLeg: { raise: raise - 0.5 } } },
    { at: 5.5, takes: 1.5, change: { leftLeg: { free: 0 }, hips: still } },
  ];
  return {
    ...{ width: 480, height: 480, fps: 30, bpm: 90, counts: 7, body: anyBody(random) },
    choreography: [{ name: 'leg in the air', counts: 7, keys }],
    camera: {
      ...{ azimuth, distance: random.between(3, 5.5), size: random.between(0.85, 1) },
      ...{ eyeHeight: random.between(0.9, 1.6), pitch: random.between(-2, 4) },
    },
  };
}

/** Greatest angle of the line from hip to ankle from straight down, in degrees. */
export function heightOf(dance: Dance): number {
  const heights = Array.from({ length: dance.frameCount }, (_, index) => {
    const { hip, ankle } = dance.bodyAt(index).leftLeg;
    const [x, y, z] = ankle.map((value, i) => value - (hip[i] ?? 0)) as [number, number, number];
    return (Math.atan2(Math.hypot(x, z), -y) * 180) / Math.PI;
  });
  return Math.max(...heights);
}

interface JudgedLeg extends DrawnLeg {
  readonly judged: Judged;
}

export async function judgeLeg(leg: DrawnLeg): Promise<JudgedLeg> {
  const track = await trackDance(legDance(leg), { model: usualModel });
  const { report } = await reportOf(track);
  const judged = judgeOne(report.metrics, 'left-leg-height', heightOf(track.dance));
  return { ...leg, judged };
}

export function legChecks(legs: readonly JudgedLeg[]): Check[] {
  const from = (view: ReturnType<typeof viewOf>): Judged[] =>
    legs.filter((leg) => viewOf(leg) === view).map(({ judged }) => judged);
  const [sideOn, endOn] = [from('side on'), from('end on')];
  const errors = sideOn.flatMap(({ value, truth }) =>
    value === null ? [] : [Math.abs(value - truth)],
  );
  const given = endOn.filter(({ value }) => value !== null);
  return [
    atMost('legs side on, largest error (°)', Math.max(...errors), 6),
    atMost('legs end on that got a height (%)', (100 * given.length) / endOn.length, 0),
  ];
}

export const legsPart: Part = {
  name: 'legs',
  title: 'Legs in the air',
  introduction: `The drawn dancer lifts the left leg to the front, to the side and behind, by 50, 80 and 105°, seen from the front, from 45°
and from the left, with a body and a camera of its own in each of 27 clips. The truth is the greatest angle of the drawn leg from straight
down. Side on, the leg lies in the picture; end on, it points at the camera or away from it.`,
  measure: async () => {
    const tasks = drawnLegs.map((leg) => () => judgeLeg(leg));
    const legs = await collect(inOrder(tasks));
    const rows = (by: (leg: JudgedLeg) => string) =>
      [...Map.groupBy(legs, by)].map(([name, some]) =>
        intervalRow(
          name,
          some.map(({ judged }) => judged),
        ),
      );
    return {
      checks: legChecks(legs),
      tables: [
        {
          heads: ['leg', ...intervalHeads],
          rows: [...rows(viewOf), ...rows(({ direction }) => direction)],
        },
        {
          heads: ['leg', 'view', 'true', 'measured', '± error'],
          rows: legs.map((leg) => [
            ...[leg.direction, viewOf(leg), round(leg.judged.truth, 0)],
            ...[round(leg.judged.value, 0), round(leg.judged.error, 0)],
          ]),
        },
      ],
    };
  },
};
