import {
  angleJoints,
  type LandmarkName,
  landmarkId,
  type MetricId,
  metricCatalogue,
  sides,
} from '@dance-pose/contracts';
import { bodyPoints } from '../series/body-points.ts';

/**
 * Scale on which the error of a metric is estimated.
 * - `degrees`, `milliseconds`, `share`: in the unit of the metric.
 * - `relative`: as a share of the value, for amounts that are never negative.
 * - `count`: a number of events.
 */
export const errorKinds = ['degrees', 'milliseconds', 'share', 'relative', 'count'] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** Distances in S that can be 0 or negative: their errors do not grow with them. */
const absoluteDistances: ReadonlySet<MetricId> = new Set(['centre-in-base', 'margin-of-stability']);

export function errorKindOf(id: MetricId): ErrorKind {
  const { unit } = metricCatalogue[id];
  if (unit === '°') return 'degrees';
  if (unit === 'ms') return 'milliseconds';
  if (unit === 'count') return 'count';
  const absolute = unit === '%' || unit === '1' || unit === 's' || absoluteDistances.has(id);
  return absolute ? 'share' : 'relative';
}

/**
 * Error in degrees above which a value says too little: another view or a larger picture would show it. Undefined for
 * families whose values are never refused because of their error.
 */
export const mostError = (family: string): number | undefined => mostErrors[family];

const mostErrors: Readonly<Record<string, number>> = {
  'shoulder-range': 7,
  'hip-range': 7,
  'elbow-range': 18,
  'knee-range': 18,
  'ankle-range': 20,
};

/** Metrics of both sides have the same errors: `left-knee-range` belongs to `knee-range`. */
export const familyOf = (id: MetricId): string => id.replace(/^(left|right)-/, '');

/** Signed metrics, such as tilts, change their sign in a mirror: an error of their mean cannot be the same on both sides. */
export const canBeBiased = (id: MetricId): boolean =>
  metricCatalogue[id].direction !== 'signed' && errorKindOf(id) !== 'count';

const idsOf = (parts: readonly string[]): number[] =>
  parts.flatMap((part) => sides.map((side) => landmarkId[`${side}${part}` as LandmarkName]));

const jointParts = {
  elbow: ['Shoulder', 'Elbow', 'Wrist'],
  shoulder: ['Hip', 'Shoulder', 'Elbow'],
  hip: ['Shoulder', 'Hip', 'Knee'],
  knee: ['Hip', 'Knee', 'Ankle'],
  ankle: ['Knee', 'Ankle', 'FootIndex'],
} as const;

const otherParts: readonly (readonly [pattern: RegExp, ids: readonly number[]])[] = [
  [/tilt|lean|turn|revolutions/, idsOf(['Shoulder', 'Hip'])],
  [/plie|knee|leg|split/, idsOf(['Hip', 'Knee', 'Ankle'])],
  [/balance|stability|base|sway|jump|flight|foot/, idsOf(['Hip', 'Heel', 'FootIndex'])],
  [/hand|arm/, idsOf(['Shoulder', 'Wrist'])],
];

/** Landmarks on which a metric rests. */
export function landmarksOf(id: MetricId): readonly number[] {
  const side = sides.find((name) => id.startsWith(name));
  const joint = angleJoints.find(
    (name) => id.includes(`${name}-range`) || id.includes(`${name}-lag`),
  );
  if (joint !== undefined) {
    const parts = jointParts[joint];
    return side === undefined ? idsOf(parts) : parts.map((part) => landmarkId[`${side}${part}`]);
  }
  return otherParts.find(([pattern]) => pattern.test(id))?.[1] ?? bodyPoints;
}
