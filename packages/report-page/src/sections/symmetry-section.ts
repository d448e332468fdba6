import {
  alikeUpTo,
  type CameraSide,
  isBeyondError,
  type Metric,
  type MetricId,
  quantity,
  viewText,
  writeQuantity,
} from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import { errorMark, noValue } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { perCent } from '../plots/drawing.ts';
import { scaleOver } from '../plots/scale.ts';

const compared = [
  { id: 'arm-activity-symmetry', name: 'Arms, movement' },
  { id: 'leg-activity-symmetry', name: 'Legs, movement' },
  { id: 'shoulder-range-symmetry', name: 'Shoulders, range' },
  { id: 'elbow-range-symmetry', name: 'Elbows, range' },
  { id: 'hip-range-symmetry', name: 'Hips, range' },
  { id: 'knee-range-symmetry', name: 'Knees, range' },
  { id: 'ankle-range-symmetry', name: 'Ankles, range' },
] as const satisfies readonly { id: MetricId; name: string }[];

/** Differences between left and right. */
export function symmetrySection({ metric, report }: PageData): Html {
  const found = compared.flatMap(({ id, name }) => {
    const one = metric(id);
    return one === undefined ? [] : [{ name, metric: one }];
  });
  const greatest = Math.max(
    2 * alikeUpTo,
    ...found.map(({ metric: { value } }) => Math.abs(value ?? 0)),
  );
  const { to } = scaleOver(0, greatest, 2);
  return html`<section class="symmetry" aria-labelledby="symmetry">
<h2 id="symmetry">Left and right</h2>
<table class="bars"><thead><tr><th scope="col">What</th><th scope="col" class="sides"><span class="ends"><span>◂ more on the left</span><span>right ▸</span></span></th><th scope="col" class="number">Index</th></tr></thead>
<tbody>${found.map((one) => row(one, to))}</tbody></table>
<p class="caption">Index: difference of the sides in % of their mean; the band is up to ${quantity(alikeUpTo, '%')}. ≈: low confidence; hollow: low
confidence, or a difference that is small or within its error.${rangesSeen(report.view.from)}</p>
</section>`;
}

const rangesSeen = (from: CameraSide | null): string =>
  from === null ? '' : ` Ranges are as ${viewText(from)}.`;

function row({ name, metric }: { name: string; metric: Metric }, most: number): Html {
  const { value, unit, error, confidence } = metric;
  const header = html`<th scope="row">${name}</th>`;
  if (value === null) return html`<tr>${header}<td colspan="2">${noValue(metric)}</td></tr>`;
  const half = Math.abs(value) / most / 2;
  const left = value > 0 ? 0.5 : 0.5 - half;
  const band = alikeUpTo / most / 2;
  const side = value > 0 ? 'right' : 'left';
  const { amount } = writeQuantity({ value: Math.abs(value), unit, error });
  const isClear = Math.abs(value) > alikeUpTo && isBeyondError(value, error);
  const doubt = confidence === 'low' ? '≈ ' : '';
  return html`<tr>${header}<td><svg aria-hidden="true" height="14"><rect class="on-beat" x="${perCent(0.5 - band)}" width="${perCent(2 * band)}" height="14"/><rect class="side ${side} ${isClear ? confidence : 'low'}" x="${perCent(left)}" width="${perCent(half)}" y="2.5" height="9"/><line class="centre" x1="50%" x2="50%" y1="0" y2="14"/></svg></td>
<td class="number">${doubt}${amount}${errorMark(metric)}<span class="unseen"> ${isClear ? `more on the ${side}` : 'no clear difference'}</span></td></tr>`;
}
