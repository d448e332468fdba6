import { familyOf } from './family.ts';
import type { MetricSectionId } from './metric-sections.ts';

/**
 * Units of metrics: `S` is a trunk length of the dancer, `count` is a number of events, `1` is a number
 * without a unit.
 */
export type MetricUnit =
  | '1'
  | 'count'
  | '%'
  | '°'
  | 'm'
  | 's'
  | 'ms'
  | 'BPM'
  | 'S'
  | 'S²'
  | 'S/s'
  | 'S/s²'
  | 'S/s³'
  | 'S²/s²';

/**
 * Meaning of a higher value.
 * - `more`: a higher value is more of the quantity, neither better nor worse.
 * - `higher-is-better`, `lower-is-better`: in every choreography.
 * - `signed`: the sign is a side or a direction; the label says what (+) and (−) mean.
 */
export type MetricDirection = 'more' | 'higher-is-better' | 'lower-is-better' | 'signed';

/** Everything about a metric that is the same in every report. */
export interface MetricEntry {
  /** Name for dancers, without a period. */
  readonly label: string;
  readonly unit: MetricUnit;
  readonly section: MetricSectionId;
  readonly direction: MetricDirection;
  /** One or two sentences: what is measured, and how. */
  readonly explanation: string;
}

type EntryInSection = Omit<MetricEntry, 'section'>;

/** Entries for several parts of the body, to spread into {@link inSection}. */
export const family = familyOf<EntryInSection>();

/** Puts metrics into a section of the catalogue. */
export const inSection = <Id extends string>(
  section: MetricSectionId,
  entries: Readonly<Record<Id, EntryInSection>>,
): Readonly<Record<Id, MetricEntry>> =>
  Object.fromEntries(
    Object.entries<EntryInSection>(entries).map(([id, entry]) => [id, { ...entry, section }]),
  ) as Record<Id, MetricEntry>;
