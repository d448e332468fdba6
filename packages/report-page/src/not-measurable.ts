import {
  type Confidence,
  isNoEvent,
  isNone,
  type Metric,
  type Sentence,
  type Validity,
} from '@dance-pose/contracts';
import { type Html, html, nothing } from './html.ts';
import { metricQuantity } from './quantity.ts';
import type { ReasonList } from './reason-list.ts';

/** Placeholder for a missing number or plot. */
export const notMeasurable = (reason: Sentence | undefined): Html =>
  html`<span class="missing"><b>Not measurable</b>${reason === undefined ? '' : `: ${reason.text}`}</span>`;

/** Placeholder for a metric without a value: "None" if there was none, otherwise the reason. */
export const noValue = (metric: Pick<Metric, 'value' | 'reason'>): Html =>
  isNone(metric) ? html`<span class="value">None</span>` : notMeasurable(metric.reason);

/**
 * The error of a metric, `± 4`; a question mark if it is not known; nothing if the value is exact.
 * @param reasons list to which the reason for an unknown error is added.
 */
export function errorMark(metric: Metric, reasons?: ReasonList): Html {
  const error = errorText(metric);
  if (error === '') return nothing;
  const { errorReason } = metric;
  const number =
    reasons === undefined || errorReason === undefined
      ? nothing
      : html`<sup>${reasons.numberOf(errorReason)}</sup>`;
  return html` <span class="error">${error}${number}</span>`;
}

/** `± 4`, `± ?`, or nothing. */
export function errorText(metric: Metric): string {
  const { value, error } = metric;
  if (value === null) return '';
  return error === null ? '± ?' : (metricQuantity(metric, value).error ?? '');
}

/** The value of a metric with its error, or why it has none. */
export function metricValue(metric: Metric, reasons?: ReasonList): Html {
  const { value } = metric;
  if (value === null) return noValue(metric);
  if (isNoEvent(metric)) return html`<span class="value">None</span>`;
  return html`<span class="value">${metricQuantity(metric, value).amount}${errorMark(metric, reasons)}</span>`;
}

const dots: Readonly<Record<Confidence, string>> = { high: '●●●', medium: '●●○', low: '●○○' };

/** Confidence as symbols and words, readable in a black-and-white print. */
export const confidenceMark = (confidence: Confidence): Html =>
  html`<span class="trust ${confidence}"><span aria-hidden="true">${dots[confidence]}</span> ${confidence}</span>`;

export const validityNames: Readonly<Record<Validity, string>> = {
  valid: 'valid',
  approximate: 'approximate',
  'not-from-this-view': 'not from this view',
};

/** Low confidence and approximate validity in words; nothing for other values. */
export function doubts({ value, confidence, validity }: Metric): Html {
  if (value === null) return nothing;
  const words = [
    ...(confidence === 'low' ? ['low confidence'] : []),
    ...(validity === 'approximate' ? ['approximate'] : []),
  ];
  return words.length === 0 ? nothing : html` <span class="doubt">${words.join(', ')}</span>`;
}
