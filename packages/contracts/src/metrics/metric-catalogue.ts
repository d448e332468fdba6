import type { MetricEntry } from './metric-entry.ts';
import type { MetricSectionId } from './metric-sections.ts';
import { alignmentMetrics, rangeMetrics, symmetryMetrics } from './posture-metrics.ts';
import {
  energyMetrics,
  labanMetrics,
  smoothnessMetrics,
  trackingMetrics,
} from './quality-metrics.ts';
import { balanceMetrics, legMetrics, stepMetrics } from './standing-metrics.ts';
import { timingMetrics } from './timing-metrics.ts';

/**
 * Every metric of a report, in the order of pages and documentation. The set is closed: a new metric starts
 * with an entry here. Ids are stable, labels are not.
 */
export const metricCatalogue = {
  ...timingMetrics,
  ...alignmentMetrics,
  ...rangeMetrics,
  ...symmetryMetrics,
  ...balanceMetrics,
  ...legMetrics,
  ...stepMetrics,
  ...energyMetrics,
  ...labanMetrics,
  ...smoothnessMetrics,
  ...trackingMetrics,
} as const satisfies Readonly<Record<string, MetricEntry>>;

export type MetricId = keyof typeof metricCatalogue;

export const metricIds = Object.keys(metricCatalogue) as MetricId[];

/** Ids of the metrics of a section, in the order of the catalogue. */
export const metricIdsIn = (section: MetricSectionId): MetricId[] =>
  metricIds.filter((id) => metricCatalogue[id].section === section);

/** False for a metric of a stored report that this version does not have. */
export const isMetricId = (id: string): id is MetricId => Object.hasOwn(metricCatalogue, id);
