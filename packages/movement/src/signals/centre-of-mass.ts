import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at, midPath, type PixelPath } from '../series/landmark-paths.ts';
import { type Signal, signalOf, valueAt } from '../series/signal.ts';

/** A part of the body as a point mass that moves across the picture. */
export interface Segment {
  /** Share of the body mass. */
  readonly mass: number;
  readonly path: PixelPath;
}

/**
 * Masses and positions of the segments' centres of mass, the mean of women and men (P. de Leva 1996,
 * "Adjustments to Zatsiorsky-Seluyanov's segment inertia parameters", J. Biomechanics 29, table 4). `from` is
 * the distance from the near end as a share of the segment's length.
 */
const segmentModel = {
  head: { mass: 0.0681 },
  trunk: { mass: 0.4302, from: 0.432 },
  upperArm: { mass: 0.0263, from: 0.576 },
  forearm: { mass: 0.015, from: 0.457 },
  hand: { mass: 0.0059, from: 0.769 },
  thigh: { mass: 0.1447, from: 0.385 },
  shank: { mass: 0.0457, from: 0.444 },
  foot: { mass: 0.0133, from: 0.421 },
} as const;

/** The fourteen segments. The middle of the ears stands for the centre of the head. */
export function bodySegments(track: CleanTrack): Segment[] {
  const path = (name: LandmarkName): PixelPath => at(track.pixels, landmarkId[name]);
  const between = (left: LandmarkName, right: LandmarkName): PixelPath =>
    midPath(path(left), path(right));
  const limbs = (['left', 'right'] as const).flatMap((side): Segment[] => [
    segment('upperArm', path(`${side}Shoulder`), path(`${side}Elbow`)),
    segment('forearm', path(`${side}Elbow`), path(`${side}Wrist`)),
    segment('hand', path(`${side}Wrist`), between(`${side}Index`, `${side}Pinky`)),
    segment('thigh', path(`${side}Hip`), path(`${side}Knee`)),
    segment('shank', path(`${side}Knee`), path(`${side}Ankle`)),
    segment('foot', path(`${side}Heel`), path(`${side}FootIndex`)),
  ]);
  return [
    { mass: segmentModel.head.mass, path: between('leftEar', 'rightEar') },
    segment('trunk', between('leftShoulder', 'rightShoulder'), between('leftHip', 'rightHip')),
    ...limbs,
  ];
}

function segment(
  name: Exclude<keyof typeof segmentModel, 'head'>,
  near: PixelPath,
  far: PixelPath,
): Segment {
  const { mass, from } = segmentModel[name];
  const along = (a: Signal, b: Signal): Signal =>
    signalOf(a.length, (i) => valueAt(a, i) + from * (valueAt(b, i) - valueAt(a, i)));
  return { mass, path: { x: along(near.x, far.x), y: along(near.y, far.y) } };
}

/** Share of the body mass that must be visible. */
const minMass = 0.9;

/**
 * Mean over the segments, weighted by mass, of one signal per segment; NaN where less than 90 % of the body
 * mass is known.
 */
export function massMean(segments: readonly Segment[], signals: readonly Signal[]): Signal {
  const length = signals[0]?.length ?? 0;
  return signalOf(length, (frame) => {
    let mass = 0;
    let sum = 0;
    for (const [k, segmentSignal] of signals.entries()) {
      const value = valueAt(segmentSignal, frame);
      if (Number.isNaN(value)) continue;
      const share = segments[k]?.mass ?? 0;
      mass += share;
      sum += share * value;
    }
    return mass >= minMass ? sum / mass : Number.NaN;
  });
}

/** Centre of mass of the whole body, in pixels. */
export const centreOfMass = (segments: readonly Segment[]): PixelPath => ({
  x: massMean(
    segments,
    segments.map(({ path }) => path.x),
  ),
  y: massMean(
    segments,
    segments.map(({ path }) => path.y),
  ),
});
