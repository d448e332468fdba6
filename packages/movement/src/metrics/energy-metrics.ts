import type { Metric } from '@dance-pose/contracts';
import { mean, over, quantile, type Signal, type Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { knownShare } from '../signals/coverage.ts';
import { hidden, type MetricKind, metric } from './metric.ts';

/** How much, how strongly and how widely the dancer moves. */
export function energyMetrics(motion: BodyMotion, span: Span): Metric[] {
  const { speed, energy, expansion, effort } = motion;
  const otherwise = hidden('the whole body');
  const of = (
    kind: Omit<MetricKind, 'atBest'>,
    signal: Signal,
    reduce: (known: Float64Array) => number = mean,
  ): Metric =>
    metric(
      { ...kind, atBest: 'medium' },
      { value: over(signal, span, reduce), coverage: knownShare(signal, span), otherwise },
    );
  return [
    of({ id: 'body-speed', label: 'Mean speed of the joints', unit: 'S/s' }, speed),
    of(
      { id: 'body-speed-peak', label: 'Speed of the joints in accents', unit: 'S/s' },
      speed,
      peak,
    ),
    of({ id: 'kinetic-energy', label: 'Energy of the movement', unit: 'S²/s²' }, energy),
    of({ id: 'expansion', label: 'Expansion: joints from the centre', unit: 'S' }, expansion.reach),
    of({ id: 'occupied-area', label: 'Area that the body spans', unit: 'S²' }, expansion.area),
    of(
      {
        id: 'compactness',
        label: 'Contraction: share of the box around the body that it fills',
        unit: '1',
      },
      expansion.compactness,
    ),
    of(
      { id: 'laban-weight', label: 'Laban Weight: strongest moment', unit: 'S²/s²' },
      effort.weight,
      greatest,
    ),
    of({ id: 'laban-time', label: 'Laban Time: suddenness', unit: 'S/s²' }, effort.time),
    of({ id: 'laban-flow', label: 'Laban Flow: jerkiness', unit: 'S/s³' }, effort.flow),
  ];
}

const peak = (known: Float64Array): number => quantile(known, 0.95);

const greatest = (known: Float64Array): number =>
  known.reduce((most, value) => Math.max(most, value), 0);
