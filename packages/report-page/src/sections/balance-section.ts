import { type Html, html } from '../html.ts';
import { notMeasurable } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { across, bandPath, canvasWidth, curve, short } from '../plots/drawing.ts';
import { knownOf, type Sample, samplesOf } from '../plots/samples.ts';
import { scaleOver } from '../plots/scale.ts';
import { timePlot } from '../plots/time-plot.ts';
import { metricList } from './metric-list.ts';

const told = [
  'balanced-share',
  'centre-in-base',
  'margin-of-stability',
  'balance-holds',
  'longest-balance',
  'balance-sway',
];

/** The centre of mass over the feet, and on which foot the dancer stands. */
export function balanceSection(page: PageData): Html {
  const { base, centre } = overBase(page);
  const isSeen = knownOf(centre).length > 1;
  return html`<section class="balance" aria-labelledby="balance">
<h2 id="balance">Balance</h2>
${isSeen ? balancePlot(page, { base, centre }) : html`<p>${notMeasurable(page.metric('centre-in-base')?.reason)}</p>`}
${isSeen ? metricList(page, told) : ''}
</section>`;
}

interface OverBase {
  /** Half the width of the base of support in S. */
  readonly base: readonly (number | null)[];
  /** The centre of mass from the middle of the base, in S; positive to the picture's right. */
  readonly centre: readonly (number | null)[];
}

function overBase({ values }: PageData): OverBase {
  const [from, to, width, x] = ['base-from', 'base-to', 'base-width', 'centre-x'].map(values);
  const base = (width ?? []).map((value) => (value === null ? null : value / 2));
  const centre = base.map((half, i) => {
    const [left, right, place] = [from?.[i] ?? null, to?.[i] ?? null, x?.[i] ?? null];
    if (half === null || left === null || right === null || place === null) return null;
    return right > left ? (2 * half * (place - (left + right) / 2)) / (right - left) : null;
  });
  return { base, centre };
}

const feetHeight = 26;

function balancePlot({ report, values }: PageData, { base, centre }: OverBase): Html {
  const most = [...knownOf(base), ...knownOf(centre)].reduce(
    (greatest, value) => Math.max(greatest, Math.abs(value)),
    0.25,
  );
  const { to } = scaleOver(0, Math.min(most, farthest), 2);
  const inside = samplesOf(base);
  const plot = timePlot({
    id: 'support',
    title: 'Centre of mass over the base of support',
    description:
      'The centre of mass from side to side of the picture, against the edges of the feet that stand.',
    report,
    height: 110,
    scale: { from: -to, to, marks: [-to, 0, to] },
    markLabel: (mark) => {
      if (mark === 0) return 'between the feet';
      return `${short(Math.abs(mark))} S ${mark < 0 ? 'left' : 'right'}`;
    },
    draw: (rows) =>
      html`<path class="base" d="${bandPath(inside, [({ mean }) => rows(-mean), ({ mean }) => rows(mean)])}"/>${curve(samplesOf(centre).map(clipped(to)), rows, 'centre')}`,
    under: { height: feetHeight, content: feetRows(values) },
  });
  return html`<figure>${plot}</figure>
<p class="caption">Line: centre of mass; grey: the feet that stand, from their outer edge to outer edge, as the camera sees it (up is
the picture's right). Below: when the left and the right foot stand; with neither, the dancer is in the air or not seen.</p>`;
}

/** Trunk lengths beyond which a step or a fall need not be drawn to scale. */
const farthest = 2;

const clipped =
  (most: number) =>
  (sample: Sample | null): Sample | null => {
    const within = (value: number): number => Math.max(-most, Math.min(most, value));
    return sample === null
      ? null
      : {
          ...sample,
          low: within(sample.low),
          mean: within(sample.mean),
          high: within(sample.high),
        };
  };

function feetRows(values: PageData['values']): Html {
  const rows = (['left', 'right'] as const).map((side, i) => {
    const stands = samplesOf(values(`${side}-foot-contact`)).map(
      (sample) => (sample?.mean ?? 0) >= 0.5,
    );
    const strokes = stands.map((isStanding, at) => {
      const to = stands.indexOf(false, at);
      if (!isStanding || stands[at - 1] === true) return '';
      const [first, last] = [at, to === -1 ? stands.length : to].map((end) => end / stands.length);
      return `M${across(first ?? 0)} ${8 + 12 * i}H${across(last ?? 1)}`;
    });
    return html`<path class="stands ${side}" d="${strokes.join('')}"/>`;
  });
  return html`<svg height="${feetHeight}" viewBox="0 0 ${canvasWidth} ${feetHeight}" preserveAspectRatio="none" class="canvas">${rows}</svg><text class="mark" y="11">left</text><text class="mark" y="23">right</text>`;
}
