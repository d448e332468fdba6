import { type LandmarkName, landmarkId, type Metric } from '@dance-pose/contracts';
import { angleSignalOf, type MeasuredJoint, type Side, sides } from './angle-signals.ts';
import type { BodyMotion } from './body-motion.ts';
import { bodyPoints } from './body-points.ts';
import type { CleanTrack } from './clean-track.ts';
import { coverageOf } from './coverage.ts';
import { at, midPath, type PixelPath } from './landmark-paths.ts';
import { hidden, metric } from './metric.ts';
import { rangeOfMotion } from './range-metrics.ts';
import { lengthOf, mean, over, type Span, signalOf, valueAt } from './signal.ts';
import { speedOf } from './speeds.ts';
import { findLag, symmetryIndex } from './symmetry.ts';

/** Whether left and right do the same, equally much and at the same time. */
export const symmetryMetrics = (motion: BodyMotion, span: Span): Metric[] => [
  activity(motion.track, span, { id: 'arm', far: 'Wrist', root: 'Shoulder' }),
  activity(motion.track, span, { id: 'leg', far: 'Ankle', root: 'Hip' }),
  metric(
    {
      id: 'mirror-symmetry',
      label: 'Mirror symmetry of the pose: 1 is a perfect mirror image',
      unit: '1',
      atBest: 'low',
      validity: 'approximate',
    },
    {
      value: over(motion.mirror, span, mean),
      coverage: coverageOf(motion.track, bodyPoints, span),
      otherwise: hidden('The whole body'),
    },
  ),
  ...(['shoulder', 'elbow', 'hip', 'knee'] as const).map((joint) => lag(motion, span, joint)),
];

/** S/s below which limbs are held still, so that what is left is the engine's trembling. */
const leastSpeed = 0.1;

/** How fast the ends of the limbs go about the trunk, left against right. */
function activity(
  track: CleanTrack,
  span: Span,
  { id, far, root }: { id: 'arm' | 'leg'; far: string; root: string },
): Metric {
  const idOf = (side: Side, part: string): number => landmarkId[`${side}${part}` as LandmarkName];
  const path = (side: Side, part: string): PixelPath => at(track.pixels, idOf(side, part));
  const middle = midPath(path('left', root), path('right', root));
  const [left, right] = sides.map((side) =>
    over(speedOf(about(path(side, far), middle), track), span, mean),
  ) as [number, number];
  const still = Math.max(left, right) < leastSpeed;
  const ids = sides.flatMap((side) => [idOf(side, far), idOf(side, root)]);
  return metric(
    {
      id: `${id}-activity-symmetry`,
      label: `Movement of the ${id}s: more on the right (+) or left (−)`,
      unit: '%',
      atBest: 'high',
    },
    {
      value: still ? Number.NaN : symmetryIndex(left, right),
      coverage: coverageOf(track, ids, span),
      otherwise: still ? `The ${id}s hardly moved.` : hidden(`One of the ${id}s`),
    },
  );
}

const about = (path: PixelPath, centre: PixelPath): PixelPath => ({
  x: signalOf(path.x.length, (i) => valueAt(path.x, i) - valueAt(centre.x, i)),
  y: signalOf(path.y.length, (i) => valueAt(path.y, i) - valueAt(centre.y, i)),
});

/** What comes later than this is another movement. */
const longestLagSeconds = 0.5;
const leastCorrelation = 0.6;
const leastRange = 10;

/** By how much the right joint does later what the left one does. */
function lag({ angles, track }: BodyMotion, span: Span, joint: MeasuredJoint): Metric {
  const [left, right] = sides.map((side) => angleSignalOf(angles, joint, side));
  if (left === undefined || right === undefined) throw new RangeError('A dancer has two sides.');
  const longest = Math.round(Math.min(longestLagSeconds * track.fps, lengthOf(span) / 4));
  const found = findLag(left.inPicture, right.inPicture, { span, longest });
  const moved = [left, right].every(
    ({ inPicture }) => over(inPicture, span, rangeOfMotion) >= leastRange,
  );
  const alike = moved && found !== undefined && found.correlation >= leastCorrelation;
  return metric(
    {
      id: `${joint}-lag`,
      label: `Right ${joint} later (+) or earlier (−) than the left one`,
      unit: 'ms',
      atBest: 'medium',
      validity: 'approximate',
    },
    {
      value: alike ? (found.frames * 1000) / track.fps : Number.NaN,
      coverage: coverageOf(track, [...left.ids, ...right.ids], span),
      otherwise: `The left and the right ${joint} did not do the same movement.`,
    },
  );
}
