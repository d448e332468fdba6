import type { Metric, MetricId } from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import { doubts, metricValue } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { seenFrom } from '../seen-from.ts';

/** Metrics with their values as a short list. */
export function metricList(page: PageData, ids: readonly MetricId[]): Html {
  const found = ids.map((id) => page.metric(id)).filter((one): one is Metric => one !== undefined);
  return html`<dl class="list">${found.map((one) => html`<div><dt>${one.label}${seenFrom(one, page)}</dt><dd>${metricValue(one)}${doubts(one)}</dd></div>`)}</dl>`;
}
