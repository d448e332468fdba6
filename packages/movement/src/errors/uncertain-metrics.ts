import { type MetricId, type MetricUnit, metricCatalogue } from '@dance-pose/contracts';
import type { Pause } from '../metrics/compute-metrics.ts';
import type { KnownMetric } from '../metrics/metric.ts';
import type { Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import type { Term } from './calibration.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import { errorScale, type Uncertain } from './error-model.ts';
import { errorKindOf } from './metric-family.ts';
import { type MeasuredTrack, type Precision, precisionOf } from './precision.ts';

/** The known metrics of a clip and of its phrases, with what their errors depend on. */
export interface UncertainMetrics {
  readonly clip: readonly Uncertain[];
  readonly phrases: readonly (readonly Uncertain[])[];
}

/** Metrics of the tracking itself: they are no estimates of anything in the room. */
const aboutTracking: ReadonlySet<MetricId> = new Set(['foot-slip', 'foot-contact-score']);

export const hasTruth = (id: MetricId): boolean => !aboutTracking.has(id);

/**
 * Measures the precision of every metric, and the conditions on which its accuracy depends.
 * @param pause called between the parts of the calculation; it may throw to stop it.
 */
export async function uncertainMetrics(
  motion: BodyMotion,
  measured: MeasuredTrack,
  pause: Pause,
): Promise<UncertainMetrics> {
  const precisions = await precisionOf(measured, pause);
  const conditions = conditionsOf(motion);
  const whole: Span = { from: 0, to: motion.track.frameCount };
  const uncertain = (
    metrics: readonly KnownMetric[],
    span: Span,
    { of, precision }: Pick<Uncertain, 'of'> & { precision: (id: MetricId) => Precision },
  ): Uncertain[] =>
    metrics.flatMap(({ id, value, error }) => {
      if (value === null || !hasTruth(id)) return [];
      const terms = Object.values(termsOf(id, value, precision(id), conditions(id, span)));
      return [{ id, value, ownError: error ?? undefined, terms, of }];
    });
  return {
    clip: uncertain(measured.metrics, whole, { of: 'clip', precision: precisions.clip }),
    phrases: measured.phrases.map(({ metrics, span }, index) =>
      uncertain(metrics, span, {
        of: 'phrase',
        precision: (id) => precisions.phrase(index, id),
      }),
    ),
  };
}

/** Deviations below these are rounding: without a floor, their logarithm would have no lower bound. */
const floors: Readonly<Partial<Record<MetricUnit, number>>> = {
  '°': 0.1,
  ms: 1,
  count: 0.05,
  s: 0.01,
};
const otherFloor = 0.002;

function termsOf(
  id: MetricId,
  value: number,
  { jitter, smoothing, phrases }: Precision,
  conditions: Conditions,
): Record<Term, number> {
  const relative = errorKindOf(id) === 'relative';
  const floor = relative ? otherFloor : (floors[metricCatalogue[id].unit] ?? otherFloor);
  const size = (deviation: number): number =>
    Math.log(floor + (Number.isNaN(deviation) ? 0 : deviation / errorScale(id, value)));
  const { oblique, aside, foreshortening, hidden, small, blur } = conditions;
  return {
    jitter: size(jitter),
    smoothing: size(smoothing),
    phrases: size(phrases),
    ...{ oblique, aside, foreshortening, hidden, small, blur },
  };
}
