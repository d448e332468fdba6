import type { Metric } from '../metric.ts';
import type { MetricId } from './metric-catalogue.ts';

// Apart from the catalogue: pages that only look up metrics do not load its texts.

/** The metric of a report or a phrase; undefined if the report is from a version without it. */
export const findMetric = (metrics: readonly Metric[], id: MetricId): Metric | undefined =>
  metrics.find((metric) => metric.id === id);
