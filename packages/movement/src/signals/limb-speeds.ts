import { type LandmarkName, type Limb, landmarkId, type Side, sides } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at, midPath, type PixelPath } from '../series/landmark-paths.ts';
import { type Signal, signalOf, valueAt } from '../series/signal.ts';
import { speedOf } from './speeds.ts';

const limbs = {
  arm: { end: 'Wrist', root: 'Shoulder' },
  leg: { end: 'Ankle', root: 'Hip' },
} as const satisfies Record<Limb, unknown>;

/** Speeds of the ends of the limbs relative to the middle of both limbs' roots, in S/s. */
export type LimbSpeeds = Readonly<Record<Limb, Readonly<Record<Side, Signal>>>>;

export function limbSpeeds(track: CleanTrack): LimbSpeeds {
  const speeds = (limb: Limb): Record<Side, Signal> => {
    const paths = sides.map((side) => {
      const [end, root] = limbLandmarks(limb, side);
      return { end: at(track.pixels, end), root: at(track.pixels, root) };
    });
    const [left, right] = paths as [Ends, Ends];
    const middle = midPath(left.root, right.root);
    return {
      left: speedOf(relativeTo(left.end, middle), track),
      right: speedOf(relativeTo(right.end, middle), track),
    };
  };
  return { arm: speeds('arm'), leg: speeds('leg') };
}

interface Ends {
  readonly end: PixelPath;
  readonly root: PixelPath;
}

/** Landmark ids of the end and the root of a limb. */
export const limbLandmarks = (limb: Limb, side: Side): [end: number, root: number] => {
  const { end, root } = limbs[limb];
  const idOf = (part: string): number => landmarkId[`${side}${part}` as LandmarkName];
  return [idOf(end), idOf(root)];
};

const relativeTo = (path: PixelPath, centre: PixelPath): PixelPath => ({
  x: signalOf(path.x.length, (i) => valueAt(path.x, i) - valueAt(centre.x, i)),
  y: signalOf(path.y.length, (i) => valueAt(path.y, i) - valueAt(centre.y, i)),
});
