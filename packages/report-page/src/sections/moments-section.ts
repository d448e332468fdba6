import { type Moment, type MomentKind, momentName, writeQuantity } from '@dance-pose/contracts';
import { type Html, html, nothing } from '../html.ts';
import { confidenceMark } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { clock } from '../quantity.ts';

/** Events come before extremes and examples if not all moments can be listed. */
const events: ReadonlySet<MomentKind> = new Set([
  ...(['jump', 'split-leap', 'turn', 'plie', 'balance', 'leg-lift'] as const),
  ...(['missed-beats', 'most-energy', 'side-difference'] as const),
]);

/** As many as fit on the rest of a printed page. */
const mostListed = 24;

/** Where to look in the video: all events, and what is known at least roughly of the rest. */
export function momentsSection({ report }: PageData): Html {
  const moments = report.moments.filter((one) => isEvent(one) || one.confidence !== 'low');
  if (moments.length === 0) return nothing;
  const inOrder = [...moments.filter(isEvent), ...moments.filter((moment) => !isEvent(moment))];
  const listed = new Set(inOrder.slice(0, mostListed));
  const left = report.moments.length - listed.size;
  return html`<section class="moments" aria-labelledby="moments">
<h2 id="moments">Moments to look at</h2>
<table><thead><tr><th scope="col">At</th><th scope="col">What</th><th scope="col" class="number">Value</th><th scope="col">Confidence</th></tr></thead>
<tbody>${moments.filter((moment) => listed.has(moment)).map(row)}</tbody></table>
${left === 0 ? '' : html`<p class="caption">${left} more are in report.json.</p>`}
</section>`;
}

const isEvent = ({ kind }: Moment): boolean => events.has(kind);

function row(moment: Moment): Html {
  const { peakMs, phrase, count, confidence } = moment;
  const place = [
    ...(phrase === null ? [] : [`phrase ${phrase + 1}`]),
    ...(count === null ? [] : [`count ${count}`]),
  ].join(', ');
  return html`<tr><td>${clock(peakMs, 1)}</td><th scope="row">${momentName(moment)}${place === '' ? '' : html` <small>${place}</small>`}</th><td class="number">${amountOf(moment)}</td><td>${confidenceMark(confidence)}</td></tr>`;
}

function amountOf({ value, unit, error }: Moment): Html {
  if (value === null) return html`<span class="none">not seen well enough</span>`;
  const written = writeQuantity({ value, unit, error });
  const mark = error === null ? '± ?' : written.error;
  return html`<span class="value">${written.amount}${mark === undefined ? '' : html` <span class="error">${mark}</span>`}</span>`;
}
