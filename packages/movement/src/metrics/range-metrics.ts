import type { Metric } from '@dance-pose/contracts';
import { over, quantile, type Span } from '../series/signal.ts';
import {
  type AngleSignal,
  angleSignalOf,
  measuredJoints,
  sides,
} from '../signals/angle-signals.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { coverageOf, knownShare } from '../signals/coverage.ts';
import { symmetryIndex } from '../signals/symmetry.ts';
import { hidden, type MetricKind, metric, notFromThisView } from './metric.ts';

/** From the 2.5th to the 97.5th percentile: as far as a joint goes, without its rarest errors. */
export const rangeOfMotion = (angles: Float64Array): number =>
  quantile(angles, 0.975) - quantile(angles, 0.025);

/** How far each joint moves, in the picture and in space, and how evenly left and right do. */
export const rangeMetrics = ({ angles, track }: BodyMotion, span: Span): Metric[] =>
  measuredJoints.flatMap((joint) => {
    const [left, right] = sides.map((side) => {
      const signal = angleSignalOf(angles, joint, side);
      const coverage = coverageOf(track, signal.ids, span);
      return {
        flat: rangeInPlane(signal, coverage, span),
        deep: rangeInSpace(signal, coverage, span),
      };
    }) as [Ranges, Ranges];
    return [
      ...[left, right].flatMap(({ flat, deep }) => [flat, deep]),
      evenness(joint, left, right),
    ];
  });

interface Ranges {
  readonly flat: Metric;
  readonly deep: Metric;
}

/**
 * Of the frames that show the joint, how many must show it in the plane of the picture. Not fewer: a knee
 * that bends towards the camera would only be measured while it is straight.
 */
const leastInPlane = 0.9;

function rangeInPlane(signal: AngleSignal, coverage: number, span: Span): Metric {
  const name = `${signal.side} ${signal.joint}`;
  const kind: MetricKind = {
    id: `${signal.side}-${signal.joint}-range`,
    label: `Range of motion, ${name}`,
    unit: '°',
    atBest: 'medium',
  };
  if (knownShare(signal.inPlane, span) < leastInPlane * knownShare(signal.inPicture, span)) {
    const reason = `The ${name} did not move in the plane of the picture: film it from another side.`;
    return notFromThisView(kind, coverage, reason);
  }
  const value = over(signal.inPlane, span, rangeOfMotion);
  return metric(kind, { value, coverage, otherwise: hidden(`the ${name}`) });
}

function rangeInSpace(signal: AngleSignal, coverage: number, span: Span): Metric {
  const name = `${signal.side} ${signal.joint}`;
  return metric(
    {
      id: `${signal.side}-${signal.joint}-range-3d`,
      label: `Range of motion in space, ${name}`,
      unit: '°',
      atBest: 'low',
      validity: 'approximate',
    },
    {
      value: over(signal.inSpace, span, rangeOfMotion),
      coverage,
      otherwise: hidden(`the ${name}`),
    },
  );
}

/** Degrees below which a joint hardly moved, so that left and right cannot be compared. */
const leastRange = 10;

/**
 * Degrees from which on a difference between the sides says something: a range is right to about 4°
 * (docs/accuracy.md), which of 20° makes a fifth.
 */
const tellingRange = 40;

function evenness(joint: string, left: Ranges, right: Ranges): Metric {
  const flat = left.flat.value !== null && right.flat.value !== null;
  const [a, b] = flat ? [left.flat, right.flat] : [left.deep, right.deep];
  const [x, y] = [a.value ?? Number.NaN, b.value ?? Number.NaN];
  const still = Math.max(x, y) < leastRange;
  return metric(
    {
      id: `${joint}-range-symmetry`,
      label: `Range of motion, ${joint}s: more on the right (+) or left (−)`,
      unit: '%',
      atBest: flat && Math.max(x, y) >= tellingRange ? 'medium' : 'low',
      validity: flat ? 'valid' : 'approximate',
    },
    {
      value: still ? Number.NaN : symmetryIndex(x, y),
      coverage: Math.min(a.coverage, b.coverage),
      otherwise: still ? `The ${joint}s hardly moved.` : hidden(`one of the ${joint}s`),
    },
  );
}
