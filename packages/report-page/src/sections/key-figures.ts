import { type Metric, type MetricId, onBeatWithinMs } from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import { confidenceMark, notMeasurable } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { counted, metricQuantity, numeral, quantity } from '../quantity.ts';

type Known = (id: MetricId) => number | null;

interface KeyFigure {
  readonly id: MetricId;
  readonly title: string;
  /** Text of the value; default: number and unit. */
  say?(value: number, metric: Metric): string;
  /** Text under the value. */
  explain(value: number, known: Known): string;
}

/** The figures that a dancer asks for first. */
export function keyFigures(page: Pick<PageData, 'metric'>): Html {
  const known: Known = (id) => page.metric(id)?.value ?? null;
  const cards = figures.flatMap((figure) => {
    const metric = page.metric(figure.id);
    return metric === undefined ? [] : [card(figure, metric, known)];
  });
  return html`<section aria-labelledby="figures"><h2 id="figures" class="unseen">Key figures</h2>
<dl class="figures">${cards}</dl></section>`;
}

function card(
  { title, say = (value, metric) => metricQuantity(metric, value), explain }: KeyFigure,
  metric: Metric,
  known: Known,
): Html {
  const { value, reason, confidence, validity } = metric;
  if (value === null) {
    return html`<div class="figure"><dt>${title}</dt><dd>${notMeasurable(reason)}</dd></div>`;
  }
  const view = validity === 'approximate' ? ', approximate' : '';
  return html`<div class="figure ${confidence}"><dt>${title}</dt><dd class="big">${say(value, metric)}</dd>
<dd>${explain(value, known)}</dd><dd class="doubts">${confidenceMark(confidence)} confidence${view}</dd></div>`;
}

/** Adds a second value if it is known. */
const joined = (text: string, more: number | null, say: (value: number) => string): string =>
  more === null ? text : `${text}; ${say(more)}`;

/** Ratio of the larger to the smaller side, from the symmetry index (the difference in % of the mean). */
const timesAsMuch = (index: number): number =>
  (200 + Math.abs(index)) / Math.max(0, 200 - Math.abs(index));

/** Ratio below which both sides move equally. */
const alike = 1.05;
/** Ratio above which the other side hardly moves, so that the number has no meaning. */
const alone = 20;

function sayTimes(index: number): string {
  const times = timesAsMuch(index);
  if (times < alike) return 'alike';
  return times > alone ? 'one only' : `${numeral(times, 1)} ×`;
}

const explainTimes = (index: number): string =>
  timesAsMuch(index) < alike
    ? 'left and right move equally'
    : `more movement on the ${index > 0 ? 'right' : 'left'}`;

const figures: readonly KeyFigure[] = [
  {
    id: 'timing-bias',
    title: 'Timing',
    say: (value, { unit }) =>
      Math.abs(value) < onBeatWithinMs
        ? 'on the beat'
        : `${quantity(Math.abs(value), unit)} ${value > 0 ? 'late' : 'early'}`,
    explain: (value, known) => {
      const off = `${quantity(Math.abs(value), 'ms')} ${value > 0 ? 'behind' : 'ahead of'} it`;
      const [scatter, middle] = [
        known('timing-spread'),
        Math.abs(value) < onBeatWithinMs ? off : 'median',
      ];
      return joined(middle, scatter, (spread) => `scatter ${quantity(spread, 'ms')}`);
    },
  },
  {
    id: 'on-beat-precision',
    title: 'On-beat precision',
    explain: (value, known) =>
      joined(
        'of 1',
        known('on-beat-precision-above-chance'),
        (gain) => `chance level ${numeral(value - gain, 2)}`,
      ),
  },
  { id: 'arm-activity-symmetry', title: 'Arms', say: sayTimes, explain: explainTimes },
  { id: 'leg-activity-symmetry', title: 'Legs', say: sayTimes, explain: explainTimes },
  {
    id: 'longest-balance',
    title: 'Longest balance',
    explain: (_, known) =>
      joined(
        'on one foot',
        known('balance-holds'),
        (holds) => `${counted(holds, 'balance')} in all`,
      ),
  },
  {
    id: 'plie-depth',
    title: 'Deepest plié',
    explain: (_, known) =>
      joined(
        'bend of the knees',
        known('plie-drop'),
        (drop) => `hips lowered by ${quantity(drop, '%')}`,
      ),
  },
  {
    id: 'jumps',
    title: 'Jumps',
    explain: (_, known) => {
      const rise = known('jump-rise');
      return rise === null ? '' : `the highest lifts by ${numeral(rise, 2)} trunk lengths`;
    },
  },
  {
    id: 'turns',
    title: 'Full turns',
    explain: (value, known) => {
      const [left, right] = [known('turns-left') ?? 0, known('turns-right') ?? 0];
      return value === 0 ? '' : `${numeral(left)} to the left, ${numeral(right)} to the right`;
    },
  },
];
