import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at, midPath, type PixelPath } from '../series/landmark-paths.ts';
import { type Signal, signalOf, valueAt } from '../series/signal.ts';
import { type Side, sides } from './angle-signals.ts';
import { speedOf } from './speeds.ts';

const limbs = {
  arm: { end: 'Wrist', root: 'Shoulder' },
  leg: { end: 'Ankle', root: 'Hip' },
} as const;

export type Limb = keyof typeof limbs;

/** How fast the ends of the limbs go about where both limbs hang, in S/s. */
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
      left: speedOf(about(left.end, middle), track),
      right: speedOf(about(right.end, middle), track),
    };
  };
  return { arm: speeds('arm'), leg: speeds('leg') };
}

interface Ends {
  readonly end: PixelPath;
  readonly root: PixelPath;
}

/** Ids of the end and the root of a limb. */
export const limbLandmarks = (limb: Limb, side: Side): [end: number, root: number] => {
  const { end, root } = limbs[limb];
  const idOf = (part: string): number => landmarkId[`${side}${part}` as LandmarkName];
  return [idOf(end), idOf(root)];
};

const about = (path: PixelPath, centre: PixelPath): PixelPath => ({
  x: signalOf(path.x.length, (i) => valueAt(path.x, i) - valueAt(centre.x, i)),
  y: signalOf(path.y.length, (i) => valueAt(path.y, i) - valueAt(centre.y, i)),
});
