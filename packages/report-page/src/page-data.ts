import type { Metric, Report, Series } from '@dance-pose/contracts';

/** What is told of the clip beside its report. */
export interface ReportPageAbout {
  /** As the user named it. */
  readonly fileName: string;
}

/** All that a section of the page draws from. */
export interface PageData {
  readonly about: ReportPageAbout;
  readonly report: Report;
  metric(id: string): Metric | undefined;
  /** Values of a series, none when there is no such series. */
  values(id: string): readonly (number | null)[];
}

export function pageData(
  report: Report,
  series: readonly Series[],
  about: ReportPageAbout,
): PageData {
  const metrics = new Map(report.metrics.map((metric) => [metric.id, metric]));
  const values = new Map(series.map((one) => [one.id, one.values]));
  return {
    about,
    report,
    metric: (id) => metrics.get(id),
    values: (id) => values.get(id) ?? [],
  };
}
