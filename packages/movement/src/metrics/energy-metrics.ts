import type { Metric, MetricId } from '@dance-pose/contracts';
import { knownShare } from '../cleaning/coverage.ts';
import { mean, over, quantile, type Signal, type Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { hidden, metric } from './metric.ts';

/** Amount, strength and size of the movement. */
export function energyMetrics(motion: BodyMotion, span: Span): Metric[] {
  const { speed, energy, expansion, effort } = motion;
  const found = (
    id: MetricId,
    signal: Signal,
    reduce: (known: Float64Array) => number = mean,
  ): Metric =>
    metric(id, {
      value: over(signal, span, reduce),
      coverage: knownShare(signal, span),
      atBest: 'medium',
      otherwise: hidden('whole-body'),
    });
  return [
    found('body-speed', speed),
    found('body-speed-peak', speed, peak),
    found('kinetic-energy', energy),
    found('expansion', expansion.reach),
    found('occupied-area', expansion.area),
    found('compactness', expansion.compactness),
    found('laban-weight', effort.weight, greatest),
    found('laban-time', effort.time),
    found('laban-flow', effort.flow),
  ];
}

const peak = (known: Float64Array): number => quantile(known, 0.95);

const greatest = (known: Float64Array): number =>
  known.reduce((most, value) => Math.max(most, value), 0);
