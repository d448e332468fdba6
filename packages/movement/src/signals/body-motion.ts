import { type LimbEnd, landmarkId, limbEnds, type Side, sides } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { pictureScale } from '../cleaning/picture-scale.ts';
import { at, midPath, type PixelPath } from '../series/landmark-paths.ts';
import { onlyWhere, type Signal } from '../series/signal.ts';
import { type AngleSignal, angleSignals } from './angle-signals.ts';
import { type BalanceSignals, balanceSignals } from './balance-signals.ts';
import { bodySegments, centreOfMass, massMean } from './centre-of-mass.ts';
import { type ExpansionSignals, expansionSignals } from './expansion-signals.ts';
import { type Feet, findFeet } from './feet.ts';
import { type FootSkating, footSkating } from './foot-skating.ts';
import { findTurns, headingOf, type Turn } from './heading.ts';
import { findJumps, type Jump } from './jumps.ts';
import { type KneeBends, kneeBends } from './knee-bend.ts';
import { type EffortSignals, effortSignals } from './laban.ts';
import { type Split, splitsOf } from './leaps.ts';
import { legHeight, legLines } from './leg-heights.ts';
import { findLegLifts, type LegLift } from './leg-lifts.ts';
import { type LimbSpeeds, limbSpeeds } from './limb-speeds.ts';
import { type LowerLegSignals, lowerLegSignals } from './lower-leg-signals.ts';
import { findPlies, type Plie } from './plies.ts';
import { bodySpeed, speedOf } from './speeds.ts';
import { type StandingSignals, standingSignals } from './standing-signals.ts';
import { mirrorSymmetry } from './symmetry.ts';
import { type TiltSignals, tiltSignals } from './tilt-signals.ts';
import { undelayedSpeed } from './undelayed-speed.ts';
import { isFrontal, squareness } from './view.ts';

export type LimbEndId = `${Side}-${LimbEnd}`;

/** A hand or a foot, by the joint next to it. */
interface MovingEnd {
  readonly id: LimbEndId;
  readonly landmark: number;
  readonly speed: Signal;
}

/** All signals of a dance, computed once; the metrics are derived from them. */
export interface BodyMotion extends LegEvents {
  readonly track: CleanTrack;
  /** 1 facing the camera (or facing away), 0 side-on. */
  readonly square: Signal;
  readonly angles: readonly AngleSignal[];
  readonly tilts: TiltSignals;
  /** Sideways tilts while the dancer is square to the camera; NaN elsewhere. */
  readonly frontalTilts: Pick<TiltSignals, 'shoulders' | 'pelvis' | 'head'>;
  /** Angle of the trunk from vertical, to either side, in degrees. */
  readonly lean: Signal;
  /** Centre of mass in pixels, and its speed in S/s. */
  readonly centre: PixelPath;
  readonly centreSpeed: Signal;
  /** Mean speed of the joints in S/s. */
  readonly speed: Signal;
  /** The same without the delay of the engine: when the body moves. */
  readonly undelayedSpeed: Signal;
  /** Speeds of hands and feet in S/s. */
  readonly ends: readonly MovingEnd[];
  /** Speeds of hands and feet relative to the trunk, in S/s. */
  readonly limbs: LimbSpeeds;
  /** Kinetic energy per body mass, in S²/s². */
  readonly energy: Signal;
  readonly feet: Feet;
  readonly balance: BalanceSignals;
  readonly expansion: ExpansionSignals;
  readonly effort: EffortSignals;
  readonly mirror: Signal;
  readonly legs: Readonly<Record<Side, LowerLegSignals>>;
  readonly standing: StandingSignals;
  readonly heading: Signal;
  readonly turns: readonly Turn[];
  readonly skating: FootSkating;
}

/** Bends, lifts and jumps in order. */
interface LegEvents {
  /** Bend of the knees that stand, from any view. */
  readonly knees: KneeBends;
  readonly jumps: readonly Jump[];
  readonly plies: readonly Plie[];
  /** Lifts of either leg while the other one stands. */
  readonly legLifts: readonly LegLift[];
  /** The legs in each jump. */
  readonly splits: readonly Split[];
}

export function bodyMotion(track: CleanTrack): BodyMotion {
  const segments = bodySegments(track);
  const centre = centreOfMass(segments);
  const feet = findFeet(track);
  const heading = headingOf(track);
  const square = squareness(track);
  const scale = pictureScale(track);
  const angles = angleSignals(track, scale);
  const tilts = tiltSignals(track);
  const legs = { left: lowerLegSignals(track, 'left'), right: lowerLegSignals(track, 'right') };
  const frontal = (tilt: Signal): Signal => onlyWhere(tilt, (i) => isFrontal(square, i));
  const { shoulders, pelvis, head, trunk } = tilts;
  const speedsSquared = segments.map(({ path }) => speedOf(path, track).map((v) => v ** 2));
  return {
    track,
    ...{ square, angles, tilts, legs },
    ...legEvents(track, { angles, centre, feet, heading, scale, square }),
    frontalTilts: {
      shoulders: frontal(shoulders),
      pelvis: frontal(pelvis),
      head: frontal(head),
    },
    lean: trunk.map(Math.abs),
    centre,
    centreSpeed: speedOf(centre, track),
    speed: bodySpeed(track),
    undelayedSpeed: undelayedSpeed(track),
    ends: movingEnds.map((end) => ({
      ...end,
      speed: speedOf(at(track.pixels, end.landmark), track),
    })),
    limbs: limbSpeeds(track),
    // ½ Σ m v², with masses that sum to 1 (Camurri 2003, quantity of motion; Glowinski 2011).
    energy: massMean(segments, speedsSquared).map((sum) => sum / 2),
    feet,
    balance: balanceSignals(track, { feet, centre }),
    expansion: expansionSignals(track, centre),
    effort: effortSignals(track),
    mirror: mirrorSymmetry(track),
    standing: standingSignals(track, { angles, feet, legs, square }),
    heading,
    turns: findTurns(heading, track.fps),
    skating: footSkating(track, feet),
  };
}

interface LegInputs {
  readonly angles: readonly AngleSignal[];
  readonly centre: PixelPath;
  readonly feet: Feet;
  readonly heading: Signal;
  readonly scale: Signal;
  readonly square: Signal;
}

function legEvents(
  track: CleanTrack,
  { angles, centre, feet, heading, scale, square }: LegInputs,
): LegEvents {
  const knees = kneeBends(track, { angles, feet, scale });
  const lines = legLines(track, { angles, scale });
  const jumps = findJumps(track, { feet, centre });
  const { fps } = track;
  const { leftHip, rightHip } = landmarkId;
  const hips = midPath(at(track.pixels, leftHip), at(track.pixels, rightHip)).y;
  const liftsOf = (side: Side): LegLift[] => {
    const height = legHeight(track, { side, line: lines[side], feet, square });
    return findLegLifts(side, height, { jumps, fps });
  };
  return {
    ...{ knees, jumps },
    plies: findPlies(knees.both, {
      ...{ jumps, heading, fps },
      hips: hips.map((row) => row / track.scale.pixels),
    }),
    legLifts: sides.flatMap(liftsOf),
    splits: splitsOf(jumps, lines),
  };
}

const movingEnds = sides.flatMap((side) =>
  limbEnds.map((end) => ({
    id: `${side}-${end}` as const,
    landmark: landmarkId[`${side}${end === 'hand' ? 'Wrist' : 'Ankle'}`],
  })),
);
