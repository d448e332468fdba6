import {
  type CameraSide,
  frontalFrom,
  isBeyondError,
  levelUpTo,
  type Metric,
  type MetricId,
  quantity,
  type SeriesId,
  squareView,
  viewText,
  writeQuantity,
} from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import { errorMark, noValue } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { perCent } from '../plots/drawing.ts';
import { quantilesOf } from '../plots/samples.ts';
import { scaleOver } from '../plots/scale.ts';

interface Line {
  readonly id: MetricId & SeriesId;
  readonly name: string;
  /** True for sideways tilts, which are only visible from the front or from behind. */
  readonly isFrontalOnly: boolean;
}

const lines: readonly Line[] = [
  { id: 'head-tilt', name: 'Head', isFrontalOnly: true },
  { id: 'shoulder-tilt', name: 'Shoulders', isFrontalOnly: true },
  { id: 'pelvis-tilt', name: 'Pelvis', isFrontalOnly: true },
  { id: 'trunk-lean', name: 'Trunk', isFrontalOnly: false },
];

/** Quantiles of a strip: its ends, its middle half and its median. */
const shares = [0.05, 0.25, 0.5, 0.75, 0.95];

/** Least width of the strips in degrees: a still dancer must look still. */
const leastBreadth = 15;

/** Tilts of head, shoulders and pelvis, and the lean of the trunk. */
export function postureSection(page: PageData): Html {
  const isMoving = page.report.source.frameCount > 1;
  const found = lines.flatMap((line) => {
    const metric = page.metric(line.id);
    const spread = spreadOf(page, line);
    // A picture has no metrics of movement: the angle itself is shown.
    const value = metric?.value ?? (isMoving ? null : (spread[0] ?? null));
    return metric === undefined ? [] : [{ line, metric: { ...metric, value }, spread }];
  });
  const angles = found.flatMap(({ spread }) => spread.map(Math.abs));
  const { to } = scaleOver(0, Math.max(leastBreadth, ...angles), 3);
  return html`<section class="posture" aria-labelledby="posture">
<h2 id="posture">Alignment</h2>
<table class="bars"><thead><tr><th scope="col">What</th><th scope="col" class="sides"><span class="ends"><span>${quantity(to, '°')}</span><span>0°</span><span>${quantity(to, '°')}</span></span></th><th scope="col" class="number">${isMoving ? 'Median' : 'Angle'}</th></tr></thead>
<tbody>${found.map((one) => row(one, to))}</tbody></table>
<p class="caption">To the left: the dancer's left side is lower, or the trunk leans to the left of the picture.${isMoving ? ' Stroke: median; bar: middle half of the clip; thin line: middle 90 %.' : ''} ${seen(page.report.view.from)}</p>
</section>`;
}

function seen(from: CameraSide | null): string {
  if (from === null) return '';
  const [tilts, lean] = [viewText(squareView(from)), viewText(from)];
  return tilts === lean
    ? `Angles are as ${lean}.`
    : `Tilts are as ${tilts}, the lean of the trunk is as ${lean}.`;
}

function spreadOf({ values }: PageData, { id, isFrontalOnly }: Line): number[] {
  const square = values('squareness');
  const isSeen = (i: number): boolean => !isFrontalOnly || (square[i] ?? 0) >= frontalFrom;
  return quantilesOf(
    values(id).map((angle, i) => (isSeen(i) ? angle : null)),
    shares,
  );
}

interface Found {
  readonly line: Line;
  readonly metric: Metric;
  readonly spread: readonly number[];
}

function row({ line, metric, spread }: Found, most: number): Html {
  const { name, isFrontalOnly } = line;
  const { value, unit, error, confidence } = metric;
  const header = html`<th scope="row">${name}</th>`;
  if (value === null) return html`<tr>${header}<td colspan="2">${noValue(metric)}</td></tr>`;
  const { amount } = writeQuantity({ value: Math.abs(value), unit, error });
  const isLevel = isFrontalOnly
    ? Math.abs(value) <= levelUpTo || !isBeyondError(value, error)
    : !/[1-9]/.test(amount);
  const side = isFrontalOnly ? `${value > 0 ? 'right' : 'left'} lower` : 'from upright';
  const doubt = confidence === 'low' ? '≈ ' : '';
  return html`<tr>${header}<td>${strip(spread, most)}</td>
<td class="number">${doubt}${amount}${errorMark(metric)}${isLevel ? '' : html` <small>${side}</small>`}</td></tr>`;
}

function strip(spread: readonly number[], most: number): Html {
  const xOf = (angle: number): string => perCent((angle + most) / (2 * most));
  const [first = 0, second = 0, median = 0, fourth = 0, last = 0] = spread;
  return html`<svg aria-hidden="true" height="15"><line class="centre" x1="50%" x2="50%" y1="0" y2="15"/><line class="axis" x1="${xOf(first)}" x2="${xOf(last)}" y1="7.5" y2="7.5"/><rect class="bar" x="${xOf(second)}" width="${perCent((fourth - second) / (2 * most))}" y="4" height="7"/><line class="median" x1="${xOf(median)}" x2="${xOf(median)}" y1="1" y2="14"/></svg>`;
}
