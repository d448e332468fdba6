import { type MetricId, type Sentence, say } from '@dance-pose/contracts';
import type { KnownMetric } from '../metrics/metric.ts';
import { lessConfident, notFromThisView } from '../metrics/metric.ts';
import { heightFromFlight } from '../signals/jumps.ts';
import { type Corrected, confidenceOf, corrected, type Uncertain } from './error-model.ts';
import { familyOf, mostError } from './metric-family.ts';
import { hasTruth } from './uncertain-metrics.ts';

/** Metrics without their known bias, and with their errors and the confidence that follows from them. */
export function withErrors(
  metrics: readonly KnownMetric[],
  uncertain: readonly Uncertain[],
): KnownMetric[] {
  const byId = new Map(uncertain.map((one) => [one.id, one]));
  const flight = byId.get('flight-time');
  return metrics.map((metric) => {
    const found = byId.get(metric.id);
    if (found === undefined) return { ...metric, error: null, errorReason: whyNone(metric) };
    const isHeight = metric.id === 'jump-height' && flight !== undefined;
    const { value, error } = isHeight ? heightFrom(corrected(flight)) : corrected(found);
    const most = mostError(familyOf(metric.id));
    if (error !== null && most !== undefined && error > most) return tooUncertain(metric, error);
    const confidence = lessConfident(metric.confidence, confidenceOf(metric.id, { value, error }));
    const { errorReason: _, ...rest } = metric;
    if (error === null) return { ...rest, error, errorReason: say('error-unknown') };
    return { ...rest, value: value + 0, error, confidence };
  });
}

/** The height of a jump follows from its flight time, and so does its error. */
function heightFrom({ value, error }: Corrected): Corrected {
  const height = (ms: number): number => heightFromFlight(Math.max(0, ms) / 1000);
  return {
    value: height(value),
    error: error === null ? null : (height(value + error) - height(value - error)) / 2,
  };
}

function whyNone({ id, value }: { id: MetricId; value: number | null }): Sentence {
  if (value === null) return say('error-of-no-value');
  return hasTruth(id) ? say('error-unknown') : say('error-of-tracking');
}

function tooUncertain(metric: KnownMetric, error: number): KnownMetric {
  const reason = say('too-uncertain', { degrees: error });
  return notFromThisView(metric.id, metric.coverage, reason);
}
