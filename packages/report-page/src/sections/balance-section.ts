import { type MetricId, type SeriesId, sides } from '@dance-pose/contracts';
import { fold } from '../fold.ts';
import { type Html, html } from '../html.ts';
import { notMeasurable } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { across, bandPath, canvasWidth, curve, short } from '../plots/drawing.ts';
import { knownOf, type Sample, samplesOf } from '../plots/samples.ts';
import { scaleOver } from '../plots/scale.ts';
import { timePlot } from '../plots/time-plot.ts';
import { metricList } from './metric-list.ts';

const listed: readonly MetricId[] = [
  'balanced-share',
  'centre-in-base',
  'margin-of-stability',
  'balance-holds',
  'longest-balance',
  'balance-sway',
];

/** The centre of mass over the feet, and which feet stand. */
export function balanceSection(page: PageData): Html {
  const { base, centre } = overBase(page);
  const isSeen = knownOf(centre).length > 1;
  return fold(
    { id: 'balance', title: 'Balance' },
    html`${isSeen ? balancePlot(page, { base, centre }) : html`<p>${notMeasurable(page.metric('centre-in-base')?.reason)}</p>`}
${isSeen ? metricList(page, listed) : ''}`,
  );
}

interface OverBase {
  /** Half the width of the base of support in S. */
  readonly base: readonly (number | null)[];
  /** Distance in S from the middle of the base to the centre of mass; positive to the right of the picture. */
  readonly centre: readonly (number | null)[];
}

function overBase({ values }: PageData): OverBase {
  const ids: readonly SeriesId[] = ['base-from', 'base-to', 'base-width', 'centre-x'];
  const [from, to, width, x] = ids.map(values);
  const base = (width ?? []).map((value) => (value === null ? null : value / 2));
  const centre = base.map((half, i) => {
    const [left, right, position] = [from?.[i] ?? null, to?.[i] ?? null, x?.[i] ?? null];
    if (half === null || left === null || right === null || position === null) return null;
    return right > left ? (2 * half * (position - (left + right) / 2)) / (right - left) : null;
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
      'Sideways position of the centre of mass against the outer edges of the standing feet.',
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
<p class="caption">Line: centre of mass; grey: from outer edge to outer edge of the standing feet, as the camera sees them (up is
the right of the picture). Below: when the left and the right foot stand; with neither, the dancer is in the air or out of sight.</p>`;
}

/** Trunk lengths at which the curve is clipped, so that a step or a fall does not set the scale. */
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
  const rows = sides.map((side, i) => {
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
