import {
  alikeUpTo,
  isBeyondError,
  isNoEvent,
  isNone,
  leastPlieBend,
  leastPlieDrop,
  type Metric,
  type MetricId,
  numeral,
  quantityWithError,
  type TimingVerdict,
  timingVerdict,
  unevenFrom,
} from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import { confidenceMark, errorMark, noValue } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { counted, metricQuantity } from '../quantity.ts';

type Page = Pick<PageData, 'metric' | 'report'>;

/** A metric with a value. */
type Measured = Metric & { readonly value: number };

interface KeyFigure {
  readonly id: MetricId;
  readonly title: string;
  /** The value in words; default: number, unit and error. */
  say?(metric: Measured, page: Page): string | Html;
  /** Text under the value. */
  explain(metric: Measured, page: Page): string;
}

/** The figures that a dancer asks for first. */
export function keyFigures(page: Page): Html {
  const cards = figures.flatMap((figure) => {
    const metric = page.metric(figure.id);
    return metric === undefined ? [] : [card(figure, metric, page)];
  });
  return html`<section aria-labelledby="figures"><h2 id="figures" class="unseen">Key figures</h2>
<dl class="figures">${cards}</dl>
<p class="caption">±: the 95 % interval of the value; ± ?: not known, with the reason under “All measurements of the clip”.</p></section>`;
}

function card({ title, say = inFigures, explain }: KeyFigure, metric: Metric, page: Page): Html {
  const { confidence, validity } = metric;
  if (!isMeasured(metric)) {
    const none = isNone(metric)
      ? html`<dd class="big">None</dd>`
      : html`<dd>${noValue(metric)}</dd>`;
    return html`<div class="figure"><dt>${title}</dt>${none}</div>`;
  }
  const view = validity === 'approximate' ? ', approximate' : '';
  return html`<div class="figure ${confidence}"><dt>${title}</dt><dd class="big">${say(metric, page)}</dd>
<dd>${explain(metric, page)}</dd><dd class="doubts">${confidenceMark(confidence)} confidence${view}</dd></div>`;
}

const isMeasured = (metric: Metric | undefined): metric is Measured =>
  metric !== undefined && metric.value !== null;

const inFigures = (metric: Measured): Html =>
  html`${metricQuantity(metric, metric.value).amount}${errorMark(metric)}`;

/** A number of events; none is a result. */
const inNumbers = (metric: Measured): string | Html =>
  isNoEvent(metric) ? 'None' : inFigures(metric);

/** Adds a second metric if it has a value: `hips lowered by 21 % ± 3`. */
function joined(page: Page, id: MetricId, [text, more]: readonly [string, string]): string {
  const metric = page.metric(id);
  return isMeasured(metric) ? `${text}; ${more} ${quantityWithError(metric)}` : text;
}

/** Ratio of the larger to the smaller side, from the symmetry index (the difference in % of the mean). */
const timesAsMuch = (index: number): number =>
  (200 + Math.abs(index)) / Math.max(0, 200 - Math.abs(index));

/** Ratio above which the other side hardly moves, so that the number has no meaning. */
const alone = 20;

const isClear = ({ value, error }: Measured): boolean =>
  Math.abs(value) > alikeUpTo && isBeyondError(value, error);

/** True if no difference that can be seen lies in the interval. */
const isAlike = ({ value, error }: Measured): boolean =>
  Math.abs(value) + (error ?? 0) <= unevenFrom;

function sayTimes(metric: Measured): string | Html {
  const { value, error } = metric;
  if (!isClear(metric)) return isAlike(metric) ? 'alike' : 'not certain';
  const times = timesAsMuch(value);
  if (times > alone) return 'one only';
  if (error === null || error === 0) return html`${numeral(times, 1)} ×${errorMark(metric)}`;
  const timesError = (400 * error) / (200 - Math.abs(value)) ** 2;
  return html`${numeral(times, 1)} ×<span class="error"> ± ${numeral(Math.max(0.1, timesError), 1)}</span>`;
}

function explainTimes(metric: Measured): string {
  if (isClear(metric)) return `more movement on the ${metric.value > 0 ? 'right' : 'left'}`;
  const { error } = metric;
  const words = isAlike(metric) ? 'left and right move equally' : 'left and right may move equally';
  return error === null || error === 0
    ? words
    : `${words}; difference ${quantityWithError({ ...metric, value: Math.abs(metric.value) })}`;
}

function verdictOn({ value, error }: Measured, { report: { music } }: Page): TimingVerdict {
  const periodMs = music.heard === 'beat' ? 60_000 / music.bpm : Number.POSITIVE_INFINITY;
  return timingVerdict(value, { error, periodMs });
}

/** The amount of a signed metric, with its error: `60 ms ± 25`. */
const amountOf = (metric: Measured): string =>
  quantityWithError({ ...metric, value: Math.abs(metric.value) });

/** True if the summary does not judge the timing. */
const isUncertain = ({ report: { music } }: Page): boolean =>
  music.heard === 'beat' && music.confidence === 'low';

const verdicts = {
  'on-beat': 'on the beat',
  'near-beat': 'near the beat',
  'between-beats': 'between beats',
} as const;

function sayTiming(metric: Measured, page: Page): string | Html {
  if (isUncertain(page)) return 'not judged';
  const verdict = verdictOn(metric, page);
  if (verdict !== 'behind' && verdict !== 'ahead') return verdicts[verdict];
  const side = metric.value > 0 ? 'late' : 'early';
  const { amount } = metricQuantity({ ...metric, id: '' }, Math.abs(metric.value));
  return html`${amount}${errorMark(metric)} ${side}`;
}

function explainTiming(metric: Measured, page: Page): string {
  if (isUncertain(page)) return 'the beat of the music is uncertain';
  const verdict = verdictOn(metric, page);
  const isOffBeat = verdict === 'behind' || verdict === 'ahead';
  const side = metric.value > 0 ? 'behind' : 'ahead of';
  const beat = verdict === 'between-beats' ? 'the nearest one' : 'it';
  const middle = isOffBeat ? 'mean' : `${amountOf(metric)} ${side} ${beat}`;
  return joined(page, 'timing-spread', [middle, 'scatter']);
}

/** With less bend and drop the summary does not call it a plié either. */
function sayPlie(metric: Measured, page: Page): string | Html {
  const drop = page.metric('plie-drop')?.value ?? 0;
  return metric.value < leastPlieBend && drop < leastPlieDrop ? 'None' : inFigures(metric);
}

const explainPlie = (metric: Measured, page: Page): string =>
  sayPlie(metric, page) === 'None'
    ? `the knees bend by ${amountOf(metric)} at most`
    : joined(page, 'plie-drop', ['bend of the knees', 'hips lowered by']);

const figures: readonly KeyFigure[] = [
  { id: 'timing-bias', title: 'Timing', say: sayTiming, explain: explainTiming },
  {
    id: 'on-beat-precision',
    title: 'On-beat precision',
    explain: ({ value }, page) => {
      const gain = page.metric('on-beat-precision-above-chance')?.value ?? null;
      return gain === null ? 'of 1' : `of 1; chance level ${numeral(value - gain, 2)}`;
    },
  },
  { id: 'arm-activity-symmetry', title: 'Arms', say: sayTimes, explain: explainTimes },
  { id: 'leg-activity-symmetry', title: 'Legs', say: sayTimes, explain: explainTimes },
  {
    id: 'longest-balance',
    title: 'Longest balance',
    explain: (_, page) => {
      const holds = page.metric('balance-holds')?.value ?? null;
      return holds === null ? 'on one foot' : `on one foot; ${counted(holds, 'balance')} in all`;
    },
  },
  { id: 'plie-depth', title: 'Deepest plié', say: sayPlie, explain: explainPlie },
  {
    id: 'jumps',
    title: 'Jumps',
    say: inNumbers,
    explain: (_, page) => {
      const rise = page.metric('jump-rise');
      return isMeasured(rise)
        ? `the highest lifts by ${quantityWithError({ ...rise, unit: '1' })} trunk lengths`
        : '';
    },
  },
  {
    id: 'turns',
    title: 'Full turns',
    say: inNumbers,
    explain: ({ value }, page) => {
      const [left = 0, right = 0] = (['turns-left', 'turns-right'] as const).map(
        (id) => page.metric(id)?.value ?? 0,
      );
      return value === 0 ? '' : `${numeral(left)} to the left, ${numeral(right)} to the right`;
    },
  },
];
