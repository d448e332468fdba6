import { type MetricId, type Sentence, say } from '@dance-pose/contracts';
import type { KnownMetric } from '../metrics/metric.ts';
import { lessConfident, notFromThisView } from '../metrics/metric.ts';
import { confidenceOf, corrected, type Uncertain } from './error-model.ts';
import { familyOf, mostError } from './metric-family.ts';
import { hasTruth } from './uncertain-metrics.ts';

/** Metrics without their known bias, and with their errors and the confidence that follows from them. */
export function withErrors(
  metrics: readonly KnownMetric[],
  uncertain: readonly Uncertain[],
): KnownMetric[] {
  const byId = new Map(uncertain.map((one) => [one.id, one]));
  return metrics.map((metric) => {
    const found = byId.get(metric.id);
    if (found === undefined) return { ...metric, error: null, errorReason: whyNone(metric) };
    const { value, error } = corrected(found);
    const most = mostError(familyOf(metric.id));
    if (error !== null && most !== undefined && error > most) return tooUncertain(metric, error);
    const confidence = lessConfident(metric.confidence, confidenceOf(metric.id, { value, error }));
    const { errorReason: _, ...rest } = metric;
    if (error === null) return { ...rest, error, errorReason: say('error-unknown') };
    return { ...rest, value: value + 0, error, confidence };
  });
}

function whyNone({ id, value }: { id: MetricId; value: number | null }): Sentence {
  if (value === null) return say('error-of-no-value');
  return hasTruth(id) ? say('error-unknown') : say('error-of-tracking');
}

function tooUncertain(metric: KnownMetric, error: number): KnownMetric {
  const reason = say('too-uncertain', { degrees: error });
  return notFromThisView(metric.id, metric.coverage, reason);
}
