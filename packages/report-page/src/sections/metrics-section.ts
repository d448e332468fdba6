import type { Metric } from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import { confidenceMark, metricValue, notMeasurable, viewNames } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { percent } from '../quantity.ts';

/** The first that fits an id has it. */
const groups: readonly { readonly name: string; readonly ids: RegExp }[] = [
  { name: 'On the music', ids: /^(music|motion-beats|on-beat|beat|timing)/ },
  { name: 'Alignment', ids: /-(tilt|lean)$/ },
  { name: 'Ranges of motion', ids: /-range(-3d)?$/ },
  { name: 'Left and right', ids: /-(symmetry|lag)$/ },
  { name: 'Balance', ids: /balance|centre-in-base|margin-of-stability/ },
  { name: 'Legs and feet', ids: /plie|turnout|knee-inside/ },
  { name: 'Turns and jumps', ids: /^(turns|revolutions|jump|flight)/ },
  { name: 'Energy and shape', ids: /^(body-speed|kinetic|expansion|occupied|compactness)/ },
  { name: 'Laban’s efforts, physical stand-ins', ids: /^laban/ },
  { name: 'Smoothness, nearer to 0 is smoother', ids: /-(sparc|ldlj)$/ },
  { name: 'Tracking', ids: /^(in-sight|foot-)/ },
  { name: 'More', ids: /./ },
];

const groupOf = ({ id }: Metric): string => groups.find(({ ids }) => ids.test(id))?.name ?? 'More';

/** Every metric of the clip, with all there is to know about its value. */
export function metricsSection({ report }: PageData): Html {
  const byGroup = Map.groupBy(report.metrics, groupOf);
  const bodies = groups.flatMap(({ name }) => {
    const metrics = byGroup.get(name);
    return metrics === undefined ? [] : [groupBody(name, metrics)];
  });
  return html`<section class="metrics" aria-labelledby="metrics">
<h2 id="metrics">All measurements of the clip</h2>
<div class="scroll" role="group" aria-labelledby="metrics" tabindex="0"><table>
<thead><tr><th scope="col">What</th><th scope="col" class="number">Value</th><th scope="col">Confidence</th><th scope="col">View</th><th scope="col" class="number">In sight</th></tr></thead>
${bodies}</table></div></section>`;
}

const groupBody = (name: string, metrics: readonly Metric[]): Html =>
  html`<tbody><tr class="group"><th scope="rowgroup" colspan="5">${name}</th></tr>${metrics.map(row)}</tbody>`;

function row(metric: Metric): Html {
  const { label, value, reason, confidence, validity, coverage } = metric;
  const rest =
    value === null
      ? html`<td colspan="3">${notMeasurable(reason)}</td>`
      : html`<td class="number">${metricValue(metric)}</td><td>${confidenceMark(confidence)}</td><td>${viewNames[validity]}</td>`;
  return html`<tr><th scope="row">${label}</th>${rest}<td class="number">${percent(coverage)}</td></tr>`;
}
