import { isMetricId, type Metric, metricCatalogue, metricSections } from '@dance-pose/contracts';
import { fold } from '../fold.ts';
import { type Html, html } from '../html.ts';
import { confidenceMark, metricValue, noValue, validityNames } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { percent } from '../quantity.ts';
import { ReasonList } from '../reason-list.ts';
import { seenFrom } from '../seen-from.ts';

interface Group {
  readonly title: string;
  readonly introduction: string;
  readonly metrics: readonly Metric[];
}

/** The metrics by section of the catalogue; metrics of other versions come last. */
function groupsOf(metrics: readonly Metric[]): Group[] {
  const bySection = Map.groupBy(metrics, ({ id }) =>
    isMetricId(id) ? metricCatalogue[id].section : 'more',
  );
  const groups = metricSections.map(({ id, title, introduction }) => {
    return { title, introduction, metrics: bySection.get(id) ?? [] };
  });
  const more = { title: 'More', introduction: '', metrics: bySection.get('more') ?? [] };
  return [...groups, more].filter((group) => group.metrics.length > 0);
}

/** Every metric of the clip with its value, confidence and coverage. */
export function metricsSection(page: PageData): Html {
  const reasons = new ReasonList();
  const bodies = groupsOf(page.report.metrics).map((group) => groupBody(group, page, reasons));
  return fold(
    { id: 'metrics', title: 'All measurements of the clip' },
    html`<div class="scroll" role="group" aria-labelledby="metrics" tabindex="0"><table>
<thead><tr><th scope="col">What</th><th scope="col" class="number">Value</th><th scope="col">Confidence</th><th scope="col">Validity</th><th scope="col" class="number">In sight</th></tr></thead>
${bodies}</table></div>
<p class="caption">The value of the whole clip ± its error: the true value lies in this interval with a probability of 95 %.</p>
${reasons.list('± ?: the error is not known')}`,
  );
}

const groupBody = (
  { title, introduction, metrics }: Group,
  page: PageData,
  reasons: ReasonList,
): Html =>
  html`<tbody><tr class="group"><th scope="rowgroup" colspan="5">${title} <small>${introduction}</small></th></tr>${metrics.map((metric) => row(metric, page, reasons))}</tbody>`;

function row(metric: Metric, page: PageData, reasons: ReasonList): Html {
  const { label, value, confidence, validity, coverage } = metric;
  const rest =
    value === null
      ? html`<td colspan="3">${noValue(metric)}</td>`
      : html`<td class="number">${metricValue(metric, reasons)}</td><td>${confidenceMark(confidence)}</td><td>${validityNames[validity]}</td>`;
  return html`<tr><th scope="row">${label}${seenFrom(metric, page)}</th>${rest}<td class="number">${percent(coverage)}</td></tr>`;
}
