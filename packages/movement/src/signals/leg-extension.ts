import { type LandmarkName, landmarkId, type Side } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { withoutTravel } from '../cleaning/picture-scale.ts';
import {
  at,
  midPath,
  midWorldPath,
  type PixelPath,
  type WorldPath,
  worldDistanceAt,
} from '../series/landmark-paths.ts';
import {
  knownIn,
  median,
  onlyWhere,
  quantile,
  type Signal,
  signalOf,
  slowly,
  valueAt,
  wholeOf,
} from '../series/signal.ts';
import { straightLength } from '../series/straight-length.ts';

/** Distance from hip to ankle relative to that of the same leg when it is straight. */
export interface LegExtension {
  /** 1 is straight. */
  readonly ratio: Signal;
  /** Standard deviation of `ratio`. */
  readonly error: Signal;
  /** The largest of the ratios that hips, shoulders and head give. */
  readonly most: Signal;
  /** Typical disagreement of these ratios in this clip. */
  readonly noise: number;
}

/** A part of the body from which the position of the hip follows, because bones keep their length. */
interface Anchor {
  readonly pixel: PixelPath;
  readonly world: WorldPath;
}

/**
 * Extension of a leg from its length in the picture. The hip is where the landmark of the hip is, but also where the
 * shoulders and the ears put it, because bones keep their length and the engine moves the hips with the arms: the mean
 * of the three, by their precision. Depth is the engine's.
 * @param scale pixels per metre of the world.
 * @param stands 1 while the foot is on the floor.
 */
export function legExtension(
  track: CleanTrack,
  side: Side,
  { scale, stands }: { scale: Signal; stands: Signal },
): LegExtension {
  const hip = anchorOf(track, `${side}Hip`);
  const ankle = steadied(track, anchorOf(track, `${side}Ankle`), stands);
  const others = [
    middle(track, 'leftShoulder', 'rightShoulder'),
    middle(track, 'leftEar', 'rightEar'),
  ];
  const cues = [hip, ...others].map((anchor) => {
    const length = legLength(track, { anchor, hip, ankle, scale });
    const straight = straightLength(length, track.fps);
    return {
      ratio: signalOf(track.frameCount, (i) => valueAt(length, i) / valueAt(straight, i)),
      error: signalOf(track.frameCount, (i) =>
        Math.hypot(
          anchorError,
          depthError * (valueAt(anchor.world.z, i) - valueAt(hip.world.z, i)),
        ),
      ),
    };
  });
  return combine(
    cues,
    onlyWhere(stands, (i) => valueAt(stands, i) === 1),
  );
}

/** Standard deviation of a ratio from one anchor, and its share of the depth in metres between anchor and hip. */
const anchorError = 0.03;
const depthError = 0.25;

interface Cue {
  readonly ratio: Signal;
  readonly error: Signal;
}

/** Error of the ratio that all clips have, and its share of the shortening of a leg. */
const commonError = 0.012;
const shorteningError = 0.08;

/** Ratio of a leg that is nearly straight, and quantile of the disagreement of the cues then that is their noise. */
const nearlyFull = 0.94;
const noiseQuantile = 0.75;

function combine(cues: readonly Cue[], stands: Signal): LegExtension {
  const unknown = (): Signal => new Float64Array(stands.length).fill(Number.NaN);
  const [ratio, most, spread] = [unknown(), unknown(), unknown()];
  for (let i = 0; i < stands.length; i += 1) {
    let [weights, sum, squares, largest] = [0, 0, 0, 0];
    for (const cue of cues) {
      const [value, error] = [valueAt(cue.ratio, i), valueAt(cue.error, i)];
      if (Number.isNaN(value + error)) continue;
      const weight = error ** -2;
      weights += weight;
      sum += weight * value;
      squares += weight * value ** 2;
      largest = Math.max(largest, value);
    }
    if (weights === 0) continue;
    ratio[i] = sum / weights;
    most[i] = largest;
    spread[i] = Math.sqrt(Math.max(0, squares / weights - (sum / weights) ** 2));
  }
  const nearlyStraight = onlyWhere(
    spread,
    (i) => valueAt(stands, i) === 1 && valueAt(ratio, i) > nearlyFull,
  );
  const noise = quantile(knownIn(nearlyStraight, wholeOf(spread)), noiseQuantile);
  const error = signalOf(stands.length, (i) =>
    Math.hypot(
      commonError,
      noise,
      valueAt(spread, i) / Math.SQRT2,
      shorteningError * Math.max(0, 1 - valueAt(ratio, i)),
    ),
  );
  return { ratio, error, most, noise };
}

const anchorOf = ({ pixels, world }: CleanTrack, name: LandmarkName): Anchor => ({
  pixel: at(pixels, landmarkId[name]),
  world: at(world, landmarkId[name]),
});

/** Time over which a foot that stands stays where it is, in seconds. */
const steadySeconds = 4;

/**
 * While the foot stands, the mean of the ankle's landmark and of where it is most of the time: the engine lets the ankle
 * of a foot on the floor sink with the hips, but a heel that rises takes the ankle with it.
 */
function steadied(track: CleanTrack, { pixel, world }: Anchor, stands: Signal): Anchor {
  const steady = (path: Signal): Signal => {
    const { fps, frameCount: length } = track;
    const usual = slowly({ length, fps, seconds: steadySeconds }, (window, middle) =>
      median(knownIn(path, withoutTravel(track, window, middle))),
    );
    return path.map((value, i) =>
      valueAt(stands, i) === 1 ? (value + valueAt(usual, i)) / 2 : value,
    );
  };
  return { pixel: { x: steady(pixel.x), y: steady(pixel.y) }, world };
}

function middle(track: CleanTrack, left: LandmarkName, right: LandmarkName): Anchor {
  const [a, b] = [anchorOf(track, left), anchorOf(track, right)];
  return { pixel: midPath(a.pixel, b.pixel), world: midWorldPath(a.world, b.world) };
}

/** Distance from hip to ankle in metres of the engine's world, with the hip where the anchor puts it. */
function legLength(
  track: CleanTrack,
  { anchor, hip, ankle, scale }: { anchor: Anchor; hip: Anchor; ankle: Anchor; scale: Signal },
): Signal {
  const toHip = signalOf(track.frameCount, (i) => worldDistanceAt(anchor.world, hip.world, i));
  const bone = median(knownIn(toHip, wholeOf(toHip)));
  return signalOf(track.frameCount, (i) => {
    const stretch = anchor === hip ? 0 : bone / valueAt(toHip, i);
    const across = (axis: 'x' | 'y'): number =>
      (valueAt(anchor.pixel[axis], i) - valueAt(ankle.pixel[axis], i)) / valueAt(scale, i) +
      stretch * (valueAt(hip.world[axis], i) - valueAt(anchor.world[axis], i));
    const deep = valueAt(hip.world.z, i) - valueAt(ankle.world.z, i);
    return Math.hypot(across('x'), across('y'), deep);
  });
}
