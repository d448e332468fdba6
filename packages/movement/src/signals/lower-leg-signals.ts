import { type LandmarkName, landmarkId, type Side } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { degrees, wrapDegrees } from '../series/degrees.ts';
import { at, type PixelPath, type WorldPath } from '../series/landmark-paths.ts';
import { type Signal, signalOf, valueAt } from '../series/signal.ts';

/** Rotation and alignment of a leg, in degrees. */
export interface LowerLegSignals {
  /** Angle from the pelvis' forward direction to the foot's, from above; positive outwards, NaN if impossible. */
  readonly turnout: Signal;
  /** Turnout of the toes less that of the knee: positive if the knee falls inside. */
  readonly kneeInsideToes: Signal;
  /** Deviation in the picture from a straight line of hip, knee and ankle; positive if the knee is inside. */
  readonly kneeInsideLine: Signal;
}

export function lowerLegSignals(track: CleanTrack, side: Side): LowerLegSignals {
  const world = (part: string): WorldPath => at(track.world, idOf(side, part));
  const [hip, knee, ankle] = [world('Hip'), world('Knee'), world('Ankle')];
  const [heel, toe] = [world('Heel'), world('FootIndex')];
  const outwards = outwardsFrom(track, side);
  const turnout = signalOf(track.frameCount, (i) => {
    const [x, z] = [valueAt(toe.x, i) - valueAt(heel.x, i), valueAt(toe.z, i) - valueAt(heel.z, i)];
    const angle = outwards(x, z, i);
    return angle >= minTurnout && angle <= maxTurnout ? angle : Number.NaN;
  });
  const kneeYaw = signalOf(track.frameCount, (i) => {
    const bend = (axis: 'x' | 'z'): number =>
      valueAt(knee[axis], i) - (valueAt(hip[axis], i) + valueAt(ankle[axis], i)) / 2;
    return outwards(bend('x'), bend('z'), i);
  });
  return {
    turnout,
    kneeInsideToes: signalOf(track.frameCount, (i) =>
      wrapDegrees(valueAt(turnout, i) - valueAt(kneeYaw, i)),
    ),
    kneeInsideLine: insideLine(track, side),
  };
}

/** Anatomical limits in degrees; beyond them the engine has swapped heel and toes. */
const minTurnout = -60;
const maxTurnout = 95;

const idOf = (side: Side, part: string): number => landmarkId[`${side}${part}` as LandmarkName];

/** Angle of a direction in the floor plane from the heading of the pelvis, positive to the outside of a leg. */
function outwardsFrom(
  { world }: CleanTrack,
  side: Side,
): (x: number, z: number, frame: number) => number {
  const [left, right] = [at(world, landmarkId.leftHip), at(world, landmarkId.rightHip)];
  return (x, z, i) => {
    // (x, z) points to the dancer's left, seen from above; rotated by 90°, (z, −x) is the heading of the pelvis.
    const leftX = valueAt(left.x, i) - valueAt(right.x, i);
    const leftZ = valueAt(left.z, i) - valueAt(right.z, i);
    const forwards = x * leftZ - z * leftX;
    const leftwards = x * leftX + z * leftZ;
    return degrees(Math.atan2(side === 'left' ? leftwards : -leftwards, forwards));
  };
}

/** Frontal plane projection angle (Munro, Herrington and Carolan 2012). */
function insideLine(track: CleanTrack, side: Side): Signal {
  const pixels = (part: string, of: Side = side): PixelPath => at(track.pixels, idOf(of, part));
  const [hip, knee, ankle] = [pixels('Hip'), pixels('Knee'), pixels('Ankle')];
  const otherHip = pixels('Hip', side === 'left' ? 'right' : 'left');
  return signalOf(track.frameCount, (i) => {
    const [thighX, thighY] = [
      valueAt(knee.x, i) - valueAt(hip.x, i),
      valueAt(knee.y, i) - valueAt(hip.y, i),
    ];
    const [shankX, shankY] = [
      valueAt(ankle.x, i) - valueAt(knee.x, i),
      valueAt(ankle.y, i) - valueAt(knee.y, i),
    ];
    // Positive if the shank bends to the left of the thigh in the picture: the knee then points to the right.
    const bend = Math.atan2(thighX * shankY - thighY * shankX, thighX * shankX + thighY * shankY);
    const inwards = Math.sign(valueAt(otherHip.x, i) - valueAt(hip.x, i));
    return degrees(bend * inwards);
  });
}
