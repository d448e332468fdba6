import { findMetric, type MetricId, type Report } from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import type { PageData } from '../page-data.ts';
import { clock, counted } from '../quantity.ts';
import { metricList } from './metric-list.ts';

const listed: readonly MetricId[] = [
  'turns',
  'revolutions',
  'jumps',
  'jump-rise',
  'jump-height',
  'flight-time',
  'plie-depth',
  'turnout',
  'left-knee-inside-line',
  'right-knee-inside-line',
];

/** Turns, jumps and legs, and the phrases in which they happened. */
export function stepsSection(page: PageData): Html {
  const moments = momentsOf(page.report);
  return html`<section class="steps" aria-labelledby="steps">
<h2 id="steps">Turns, jumps and legs</h2>
${moments.length === 0 ? '' : html`<ul class="moments">${moments}</ul>`}
${metricList(page, listed)}
</section>`;
}

const happenings = [
  { id: 'turns-left', one: 'turn to the left', many: 'turns to the left' },
  { id: 'turns-right', one: 'turn to the right', many: 'turns to the right' },
  { id: 'jumps', one: 'jump', many: 'jumps' },
  { id: 'balance-holds', one: 'balance on one foot', many: 'balances on one foot' },
] as const satisfies readonly { id: MetricId; one: string; many: string }[];

/** With more moments, the table of phrases is easier to read. */
const mostMoments = 12;

function momentsOf({ phrases }: Report): readonly Html[] {
  const moments = phrases.flatMap(({ startMs, endMs, metrics }, i) => {
    const found = happenings.flatMap(({ id, one, many }) => {
      const value = findMetric(metrics, id)?.value ?? 0;
      return value > 0 ? [counted(value, one, many)] : [];
    });
    return found.length === 0
      ? []
      : [
          html`<li>Phrase ${i + 1} <span class="when">${clock(startMs)}–${clock(endMs)}</span>: ${found.join(', ')}</li>`,
        ];
  });
  return moments.length > mostMoments ? [] : moments;
}
