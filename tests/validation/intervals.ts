import { isMetricId, type Metric, metricCatalogue } from '@dance-pose/contracts';
import { agreement, mean, median } from './agreement.ts';
import { errorShape } from './error-shape.ts';
import { biasWithLimits, percent, round } from './part.ts';

/** A metric of a report beside its true value. */
export interface Judged {
  readonly id: string;
  readonly truth: number;
  /** Measured value; null if the report refuses it. */
  readonly value: number | null;
  /** Half of the width of the 95 % interval; null if the report gives none. */
  readonly error: number | null;
}

/** A metric that the report does not have counts as refused. */
export function judgeOne(metrics: readonly Metric[], id: string, truth: number): Judged {
  const { value = null, error = null } = metrics.find((metric) => metric.id === id) ?? {};
  return { id, truth, value, error };
}

export const judge = (
  metrics: readonly Metric[],
  truth: ReadonlyMap<string, number>,
): readonly Judged[] => [...truth].map(([id, known]) => judgeOne(metrics, id, known));

export interface IntervalFigures {
  readonly known: number;
  /** Share of the known values that were not given. */
  readonly refused: number;
  /** Share of the given values without an error. */
  readonly withoutError: number;
  /** Share of the values with an error whose interval has the truth in it. */
  readonly coverage: number;
  readonly medianError: number;
  /**
   * Expected calibration error: mean difference between the share of the truth in intervals of 10 to 95 %, scaled from
   * the one of 95 % with the shape of the errors of the calibration, and that probability. Exact values, with an error of
   * 0, have no such intervals.
   */
  readonly calibrationError: number;
}

export function intervalFigures(judged: readonly Judged[]): IntervalFigures {
  const given = judged.filter(({ value }) => value !== null);
  const intervals = given.flatMap(({ value, truth, error }) =>
    error === null || value === null ? [] : [{ away: Math.abs(value - truth), error }],
  );
  const inexact = intervals.filter(({ error }) => error > 0);
  const within = (factor: number, some = intervals): number =>
    some.filter(({ away, error }) => away <= error * factor + 1e-9).length / some.length;
  return {
    known: judged.length,
    refused: 1 - given.length / judged.length,
    withoutError: 1 - intervals.length / given.length,
    coverage: within(1),
    medianError: median(intervals.map(({ error }) => error)),
    calibrationError: mean(
      errorShape.map(([probability, share]) => Math.abs(within(share, inexact) - probability)),
    ),
  };
}

export const intervalHeads = [
  ...['values', 'bias (limits of agreement)', 'mean error', 'median ± error', 'coverage'],
  ...['refused', 'no error'],
];

export function intervalRow(name: string, judged: readonly Judged[]): (string | number)[] {
  const { known, refused, withoutError, coverage, medianError } = intervalFigures(judged);
  const { meanError, ...bias } = agreement(
    judged.map(({ value }) => value),
    judged.map(({ truth }) => truth),
  );
  const digits = Math.abs(meanError) < 0.5 ? 2 : 1;
  return [
    ...[name, known, biasWithLimits(bias, digits), round(meanError, digits)],
    ...[round(medianError, digits), percent(coverage), percent(refused), percent(withoutError)],
  ];
}

/** Name of the row of a table for a metric: the joint and the space of a range of motion, else section and unit. */
export function groupOf(id: string): string {
  const [, joint, inSpace] = /^(?:left|right)-(.+)-range(-3d)?$/.exec(id) ?? [];
  if (joint !== undefined) return `range of ${joint}s${inSpace ? ' in 3D' : ''} (°)`;
  if (!isMetricId(id)) return 'others';
  const { section, unit } = metricCatalogue[id];
  return `${section} (${unit})`;
}
