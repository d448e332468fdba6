import {
  findMetric,
  isBeyondError,
  isNone,
  type Metric,
  type MetricId,
  metricCatalogue,
  narrowSpace,
  type Report,
} from '@dance-pose/contracts';
import { fold } from '../fold.ts';
import { type Html, html, nothing } from '../html.ts';
import { errorText } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { countStrips } from '../plots/count-strips.ts';
import { clock, metricQuantity } from '../quantity.ts';
import { ReasonList } from '../reason-list.ts';

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
      ? `Phrases are the ${music.heard === 'beat' && music.meter === 3 ? 'sixes' : 'eights'} of the music; where they begin is known with ${phrasing.confidence} confidence.`
      : `Phrases are parts of equal length. ${phrasing.reason.text}`;
  const reasons = new ReasonList();
  const strips = music.heard === 'beat' ? countStrips(report, music) : undefined;
  const shades = columns.map(({ id, isShaded }) => (isShaded ? shadeOf(phrases, id) : () => 0));
  const rows = phrases.map((phrase, i) => phraseRow(phrase, i, { strips, shades, reasons }));
  return fold(
    { id: 'phrases', title: 'Phrase by phrase' },
    html`<p class="caption">${how} Shaded where phrases differ by more than the
error: darker is higher. Nearer to 0 is smoother. Weight, Time, Space and Flow are
physical stand-ins for Laban's efforts: strongest moment, suddenness, directness, jerkiness. ≈: low confidence.</p>
<div class="scroll" role="group" aria-labelledby="phrases" tabindex="0"><table class="wide">
<thead><tr><th scope="col">Phrase</th><th scope="col">From</th>${strips === undefined ? '' : html`<th scope="col" class="strip">On the counts</th>`}${columns.map(({ id, title, subtitle = metricCatalogue[id].unit }) => html`<th scope="col" class="number">${title}<small>${subtitle}</small></th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>
${reasons.list('n/m: not measurable')}
${unknownErrors(phrases)}`,
  );
}

/** The reasons for unknown errors, each once: numbers in every cell would hide the values. */
function unknownErrors(phrases: readonly Phrase[]): Html {
  const shown = phrases.flatMap(({ metrics }) =>
    columns.flatMap(({ id }) => findMetric(metrics, id) ?? []),
  );
  const unknown = shown.filter(({ value, error }) => value !== null && error === null);
  const reasons = new Set(unknown.flatMap(({ errorReason }) => errorReason?.text ?? []));
  return reasons.size === 0 ? nothing : html`<p class="caption">± ?: ${[...reasons].join(' ')}</p>`;
}

interface RowParts {
  readonly strips: readonly Html[] | undefined;
  readonly shades: readonly ((value: number) => number)[];
  readonly reasons: ReasonList;
}

function phraseRow(phrase: Phrase, i: number, { strips, shades, reasons }: RowParts): Html {
  const cells = columns.map(({ id }, column) => {
    const metric = findMetric(phrase.metrics, id);
    if (metric === undefined || metric.value === null) return noCell(metric, reasons);
    const error = errorText(metric);
    const shade = shades[column]?.(metric.value) ?? 0;
    const style = shade > 0 ? html` style="--shade:${shade.toFixed(2)}"` : '';
    return html`<td class="number${shade > 0 ? ' shaded' : ''}"${style}>${cellText(metric, metric.value)}${error === '' ? '' : html`<i>${error}</i>`}</td>`;
  });
  const strip = strips === undefined ? '' : html`<td class="strip">${strips[i] ?? ''}</td>`;
  return html`<tr><th scope="row">${i + 1}</th><td>${clock(phrase.startMs)}</td>${strip}${cells}</tr>`;
}

function noCell(metric: Metric | undefined, reasons: ReasonList): Html {
  if (metric === undefined || isNone(metric)) return html`<td class="number none">none</td>`;
  const number = metric.reason && html`<sup>${reasons.numberOf(metric.reason)}</sup>`;
  return html`<td class="number none">n/m${number ?? ''}</td>`;
}

/** The value without its unit, which is in the header of the column. */
const cellText = (metric: Metric, value: number): string =>
  (metric.confidence === 'low' ? '≈' : '') +
  metricQuantity(metric, value).amount.split(narrowSpace)[0];

/** Position of a value between those of all phrases, 0–1. */
function shadeOf(phrases: readonly Phrase[], id: MetricId): (value: number) => number {
  const values = phrases.flatMap(({ metrics }) => findMetric(metrics, id)?.value ?? []);
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const errors = phrases.map(({ metrics }) => findMetric(metrics, id)?.error ?? 0);
  // Differences within the errors are not shown, not even by a shade.
  const isClear = isBeyondError(most - least, Math.max(...errors), Math.max(...errors));
  return most > least && isClear ? (value) => (value - least) / (most - least) : () => 0;
}
