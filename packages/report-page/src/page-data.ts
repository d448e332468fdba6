import {
  findMetric,
  type Metric,
  type MetricId,
  type Report,
  type Series,
  type SeriesId,
} from '@dance-pose/contracts';

/** Facts about the clip that are not in its report. */
export interface ReportPageAbout {
  /** The user's name of the file. */
  readonly fileName: string;
}

/** Input of the sections of the page. */
export interface PageData {
  readonly about: ReportPageAbout;
  readonly report: Report;
  /** Metric of the whole clip; undefined if the report is from a version without it. */
  metric(id: MetricId): Metric | undefined;
  /** Values of a series; empty if it is missing. */
  values(id: SeriesId): readonly (number | null)[];
}

export function pageData(
  report: Report,
  series: readonly Series[],
  about: ReportPageAbout,
): PageData {
  const values = new Map(series.map((one) => [one.id, one.values]));
  return {
    about,
    report,
    metric: (id) => findMetric(report.metrics, id),
    values: (id) => values.get(id) ?? [],
  };
}
