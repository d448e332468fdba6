import { type Metric, viewOfMetric, viewText } from '@dance-pose/contracts';
import { type Html, html, nothing } from './html.ts';
import type { PageData } from './page-data.ts';

/** `, seen from the front` for a metric with a value that depends on the camera. */
export function seenFrom(metric: Metric, { report }: Pick<PageData, 'report'>): Html {
  const view = metric.value === null ? undefined : viewOfMetric(metric, report.view.from);
  return view === undefined ? nothing : html` <small>${viewText(view)}</small>`;
}
