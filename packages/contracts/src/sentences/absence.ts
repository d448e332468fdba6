import type { Metric } from '../metric.ts';
import type { SentenceCode } from './say.ts';

/** Reasons that are results: there was none of what the metric describes. */
const absences: ReadonlySet<string> = new Set<SentenceCode>([
  'no-jump',
  'no-balance',
  'no-plie',
  'leg-not-lifted',
  'leg-not-held',
]);

/** True for a number of events that is 0: there was none. */
export const isNoEvent = ({
  value,
  unit,
  error,
}: Pick<Metric, 'value' | 'unit' | 'error'>): boolean =>
  unit === 'count' && value === 0 && (error === null || error === 0);

/** True if a metric has no value because there was none, so that pages write "None" and not "not measurable". */
export const isNone = ({ value, reason }: Pick<Metric, 'value' | 'reason'>): boolean =>
  value === null && reason !== undefined && absences.has(reason.code);
