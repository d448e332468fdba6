import type { LegBones } from '../body.ts';
import { length, subtract } from '../space.ts';

const degrees = (cosine: number): number =>
  (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;

/** Flexion of the knee in degrees, by the law of cosines; 0 is straight. */
export function bendOf(leg: LegBones | undefined): number {
  if (leg === undefined) return Number.NaN;
  const [thigh, shank, reach] = [
    subtract(leg.knee, leg.hip),
    subtract(leg.ankle, leg.knee),
    subtract(leg.ankle, leg.hip),
  ].map(length) as [number, number, number];
  return 180 - degrees((thigh ** 2 + shank ** 2 - reach ** 2) / (2 * thigh * shank));
}

/** Degrees between the line from hip to ankle and the vertical; 0 hangs down. */
export function raiseOf({ hip, ankle }: LegBones): number {
  const leg = subtract(ankle, hip);
  return degrees(-leg[1] / length(leg));
}
