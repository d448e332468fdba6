import {
  type AngleJoint,
  angleJoints,
  isBeyondError,
  type Moment,
  type Side,
  sides,
} from '@dance-pose/contracts';
import { angleErrorAt } from '../errors/angle-errors.ts';
import { confidenceOf } from '../errors/error-model.ts';
import { lessConfident } from '../metrics/metric.ts';
import { knownIn, quantile, type Signal, type Span, valueAt, wholeOf } from '../series/signal.ts';
import { type AngleSignal, angleSignalOf } from '../signals/angle-signals.ts';
import { type Danced, type Found, type Known, knownMetric, momentOf } from './moment-maker.ts';

/** The largest and the smallest angle of each joint, and the sides that move further. */
export const angleMoments = (danced: Danced): Moment[] =>
  angleJoints.flatMap((joint) => {
    const seen = sides.flatMap((side) => seenRange(danced, joint, side) ?? []);
    return [...seen.flatMap(({ ends }) => ends), ...furtherSide(joint, seen)].map((found) =>
      momentOf(found, danced),
    );
  });

/** A joint whose range was measured, in the picture or else in 3D. */
interface SeenRange {
  readonly range: Known;
  readonly view: '2d' | '3d';
  /** The largest and the smallest angle; empty if they could be the same within their errors. */
  readonly ends: readonly Found[];
}

function seenRange(danced: Danced, joint: AngleJoint, side: Side): SeenRange | null {
  const { motion, metrics } = danced;
  const angle = angleSignalOf(motion.angles, joint, side);
  const options = [
    { id: `${side}-${joint}-range`, view: '2d', signal: angle.inPlane },
    { id: `${side}-${joint}-range-3d`, view: '3d', signal: angle.inSpace },
  ] as const;
  for (const { id, view, signal } of options) {
    const range = knownMetric(metrics, id);
    if (range === undefined) continue;
    return { range, view, ends: extremes(danced, { range, view, angle, signal }) };
  }
  return null;
}

/** Quantile beyond which an angle is no longer part of the range: the rarest errors of the tracking lie there. */
const outermost = 0.975;

/** Degrees in which an angle is still extreme. */
const nearExtreme = 10;

interface Course extends Pick<SeenRange, 'range' | 'view'> {
  readonly angle: AngleSignal;
  readonly signal: Signal;
}

function extremes(danced: Danced, seen: Course): Found[] {
  const ends = (['largest-angle', 'smallest-angle'] as const).map((kind) => {
    const known = knownIn(seen.signal, wholeOf(seen.signal));
    const share = kind === 'largest-angle' ? outermost : 1 - outermost;
    return endOf(danced, seen, { kind, peak: frameNearest(seen.signal, quantile(known, share)) });
  });
  const [largest, smallest] = ends as [Found, Found];
  const isRange = isBeyondError(largest.value - smallest.value, largest.error, smallest.error);
  return isRange ? ends : [];
}

function endOf(
  { motion }: Danced,
  { range, view, angle, signal }: Course,
  { kind, peak }: Pick<Found, 'kind' | 'peak'>,
): Found {
  const [value, error] = [valueAt(signal, peak), angleErrorAt(motion.track, angle, view, peak)];
  return {
    kind,
    ...around(signal, peak),
    peak,
    side: angle.side,
    metric: range.id,
    value,
    unit: '°',
    error,
    confidence: lessConfident(range.confidence, confidenceOf(range.id, { value, error })),
  };
}

function frameNearest(signal: Signal, value: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  signal.forEach((other, i) => {
    if (Math.abs(other - value) < least) [best, least] = [i, Math.abs(other - value)];
  });
  return best;
}

/** Frames around a frame in which the angle stays near its value there. */
function around(signal: Signal, peak: number): Span {
  const isNear = (i: number): boolean =>
    Math.abs(valueAt(signal, i) - valueAt(signal, peak)) <= nearExtreme;
  let [from, to] = [peak, peak + 1];
  while (from > 0 && isNear(from - 1)) from -= 1;
  while (to < signal.length && isNear(to)) to += 1;
  return { from, to };
}

/** The side with the larger range, where the difference is larger than the errors, at its end of the range. */
function furtherSide(joint: AngleJoint, seen: readonly SeenRange[]): Found[] {
  const [left, right] = seen;
  if (left === undefined || right === undefined || left.view !== right.view) return [];
  const difference = Math.abs(right.range.value - left.range.value);
  const errors = [left.range.error, right.range.error];
  if (errors.includes(null) || !isBeyondError(difference, ...errors)) return [];
  const further = right.range.value > left.range.value ? right : left;
  const nearer = further === right ? left : right;
  const gapAt = (i: number): number =>
    Math.abs((further.ends[i]?.value ?? 0) - (nearer.ends[i]?.value ?? 0));
  const end = further.ends[gapAt(0) > gapAt(1) ? 0 : 1];
  if (end === undefined) return [];
  const error = Math.hypot(...errors.map((one) => one ?? 0));
  return [
    {
      ...end,
      kind: 'side-difference',
      metric: `${joint}-range-symmetry`,
      value: difference,
      error,
      confidence: further.range.confidence,
    },
  ];
}
