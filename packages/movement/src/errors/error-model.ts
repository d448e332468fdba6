import { type Confidence, type MetricId, metricCatalogue } from '@dance-pose/contracts';
import { type Calibration, type FamilyCalibration, parseCalibration } from './calibration.ts';
import { calibrationTable } from './calibration-table.ts';
import { canBeBiased, type ErrorKind, errorKindOf, familyOf } from './metric-family.ts';

/** A metric as measured, with what its error depends on. */
export interface Uncertain {
  readonly id: MetricId;
  readonly value: number;
  /** Half-width of a 95 % interval by the metric's own method, in the unit of the metric; otherwise undefined. */
  readonly ownError: number | undefined;
  /** Values of the `terms` of the calibration. */
  readonly terms: readonly number[];
  readonly of: 'clip' | 'phrase';
}

export interface Corrected {
  /** Without the known bias. */
  readonly value: number;
  /** Half-width of the 95 % interval; null if the family was never compared with the truth. */
  readonly error: number | null;
}

/** Size of the unit in which the error of a metric is estimated: the value itself for relative errors, 100 for %. */
export function errorScale(id: MetricId, value: number): number {
  const kind = errorKindOf(id);
  if (kind === 'relative') return Math.abs(value);
  return kind === 'share' && metricCatalogue[id].unit === '%' ? 100 : 1;
}

/** The part of a calibration that gives the expected error. */
export interface Shape extends Pick<Calibration, 'bounds'> {
  readonly families: Readonly<
    Record<string, Pick<FamilyCalibration, 'bias' | 'level' | 'least' | 'most' | 'weights'>>
  >;
}

/** Expected error, on the scale of the family. */
export function expectedError(
  { id, value, ownError, terms }: Uncertain,
  { bounds, families }: Shape,
): number {
  if (ownError !== undefined) return ownError / errorScale(id, value);
  const { level = Number.NaN, least, most, weights = [] } = families[familyOf(id)] ?? {};
  const within = bounds[errorKindOf(id)];
  const logarithm = terms.reduce((sum, term, k) => {
    const [from, to] = within[k] ?? [0, 0];
    return sum + (weights[k] ?? 0) * Math.min(to, Math.max(from, term));
  }, level);
  return Math.min(most ?? Number.NaN, Math.max(least ?? Number.NaN, Math.exp(logarithm)));
}

const builtIn = parseCalibration(calibrationTable);

/** Takes out the known bias, and gives the interval in which the truth lies in 95 % of the cases. */
export function corrected(metric: Uncertain, calibration: Calibration = builtIn): Corrected {
  const { id, value, of } = metric;
  const family = calibration.families[familyOf(id)];
  if (family === undefined) return { value, error: null };
  const scale = errorScale(id, value);
  const bias = canBeBiased(id) ? family.bias * scale : 0;
  const factor = of === 'clip' ? family.clip : family.phrase;
  return {
    value: withinBounds(id, value, value - bias),
    error: factor * expectedError(metric, calibration) * scale,
  };
}

/** A correction never makes an amount negative, nor a share larger than the whole. */
function withinBounds(id: MetricId, value: number, changed: number): number {
  const { unit } = metricCatalogue[id];
  const least = value >= 0 ? 0 : Number.NEGATIVE_INFINITY;
  const most = unit === '%' ? Math.max(100, value) : Number.POSITIVE_INFINITY;
  return Math.min(most, Math.max(least, changed));
}

/** Errors up to which a value is known well (`high`) or roughly (`medium`), on the scale of the kind. */
const limits: Readonly<Record<ErrorKind, readonly [high: number, medium: number]>> = {
  degrees: [6, 15],
  milliseconds: [25, 60],
  share: [0.05, 0.15],
  relative: [0.1, 0.25],
  count: [0.5, 1.5],
};

/** A quarter of a second is as much as 5 % of a whole. */
const secondsPerShare = 5;

/** Confidence that follows from an error; an unknown error gives `low`. */
export function confidenceOf(id: MetricId, { value, error }: Corrected): Confidence {
  if (error === null) return 'low';
  const kind = errorKindOf(id);
  const [high, medium] = limits[kind];
  const seconds = metricCatalogue[id].unit === 's' ? secondsPerShare : 1;
  const size = error / (errorScale(id, value) * seconds);
  if (size <= high) return 'high';
  return size <= medium ? 'medium' : 'low';
}
