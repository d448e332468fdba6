import {
  findMetric,
  type Metric,
  type MetricId,
  metricCatalogue,
  type Report,
} from '@dance-pose/contracts';
import { type Html, html, nothing } from '../html.ts';
import type { PageData } from '../page-data.ts';
import { countStrips } from '../plots/count-strips.ts';
import { clock, metricQuantity, narrowSpace } from '../quantity.ts';

type Phrase = Report['phrases'][number];

interface Column {
  readonly id: MetricId;
  readonly title: string;
  /** Under the title; default: the unit of the metric. */
  readonly subtitle?: string;
  /** True if higher values are darker: for qualities, not for counts and times. */
  readonly isShaded: boolean;
}

const columns: readonly Column[] = [
  { id: 'timing-bias', title: 'Timing', isShaded: false },
  { id: 'body-speed', title: 'Speed', isShaded: true },
  { id: 'expansion', title: 'Size', isShaded: true },
  { id: 'laban-weight', title: 'Weight', isShaded: true },
  { id: 'laban-time', title: 'Time', isShaded: true },
  { id: 'laban-space', title: 'Space', subtitle: '0–1', isShaded: true },
  { id: 'laban-flow', title: 'Flow', isShaded: true },
  { id: 'body-sparc', title: 'Smooth', subtitle: 'SPARC', isShaded: true },
  { id: 'body-ldlj', title: 'Smooth', subtitle: 'LDLJ', isShaded: true },
  { id: 'turns', title: 'Turns', subtitle: '', isShaded: false },
  { id: 'jumps', title: 'Jumps', subtitle: '', isShaded: false },
];

/** A row for each phrase: its movements on the counts, and its metrics. */
export function phrasesSection({ report }: PageData): Html {
  const { phrases, phrasing, music } = report;
  if (phrases.length === 0) return nothing;
  const how =
    phrasing.by === 'counts'
      ? `Phrases are the eights of the music; where they begin is known with ${phrasing.confidence} confidence.`
      : `Phrases are parts of equal length. ${phrasing.reason.text}`;
  const reasons = new Reasons();
  const strips = music.heard === 'beat' ? countStrips(report, music) : undefined;
  const shades = columns.map(({ id, isShaded }) => (isShaded ? shadeOf(phrases, id) : () => 0));
  const rows = phrases.map((phrase, i) => phraseRow(phrase, i, { strips, shades, reasons }));
  return html`<section class="phrases" aria-labelledby="phrases">
<h2 id="phrases">Phrase by phrase</h2>
<p class="caption">${how} Darker: higher than in the other phrases; nearer to 0 is smoother. Weight, Time, Space and Flow are
physical stand-ins for Laban's efforts: strongest moment, suddenness, directness, jerkiness. ≈: low confidence.</p>
<div class="scroll" role="group" aria-labelledby="phrases" tabindex="0"><table class="wide">
<thead><tr><th scope="col">Phrase</th><th scope="col">From</th>${strips === undefined ? '' : html`<th scope="col" class="strip">On the counts</th>`}${columns.map(({ id, title, subtitle = metricCatalogue[id].unit }) => html`<th scope="col" class="number">${title}<small>${subtitle}</small></th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>
${reasons.list()}
</section>`;
}

interface RowParts {
  readonly strips: readonly Html[] | undefined;
  readonly shades: readonly ((value: number) => number)[];
  readonly reasons: Reasons;
}

function phraseRow(phrase: Phrase, i: number, { strips, shades, reasons }: RowParts): Html {
  const cells = columns.map(({ id }, column) => {
    const metric = findMetric(phrase.metrics, id);
    if (metric === undefined || metric.value === null) {
      return html`<td class="number none">n/m<sup>${reasons.numberOf(metric?.reason?.text ?? '')}</sup></td>`;
    }
    const shade = shades[column]?.(metric.value) ?? 0;
    const style = shade > 0 ? html` style="--shade:${shade.toFixed(2)}"` : '';
    return html`<td class="number${shade > 0 ? ' shaded' : ''}"${style}>${cellText(metric, metric.value)}</td>`;
  });
  const strip = strips === undefined ? '' : html`<td class="strip">${strips[i] ?? ''}</td>`;
  return html`<tr><th scope="row">${i + 1}</th><td>${clock(phrase.startMs)}</td>${strip}${cells}</tr>`;
}

/** The value without its unit, which is in the header of the column. */
const cellText = (metric: Metric, value: number): string =>
  (metric.confidence === 'low' ? '≈' : '') + metricQuantity(metric, value).split(narrowSpace)[0];

/** Position of a value between those of all phrases, 0–1. */
function shadeOf(phrases: readonly Phrase[], id: MetricId): (value: number) => number {
  const values = phrases.flatMap(({ metrics }) => findMetric(metrics, id)?.value ?? []);
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return most > least ? (value) => (value - least) / (most - least) : () => 0;
}

/** Reasons for missing values, numbered in the order of appearance. */
class Reasons {
  readonly #numbers = new Map<string, number>();

  numberOf(reason: string): number {
    const number = this.#numbers.get(reason) ?? this.#numbers.size + 1;
    this.#numbers.set(reason, number);
    return number;
  }

  list(): Html {
    if (this.#numbers.size === 0) return nothing;
    const items = [...this.#numbers.keys()].map((reason) => html`<li>${reason}</li>`);
    return html`<p class="caption">n/m: not measurable</p><ol class="caption">${items}</ol>`;
  }
}
