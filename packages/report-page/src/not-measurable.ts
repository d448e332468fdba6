import type { Confidence, Metric, Sentence, Validity } from '@dance-pose/contracts';
import { type Html, html, nothing } from './html.ts';
import { metricQuantity } from './quantity.ts';

/** Placeholder for a missing number or plot. */
export const notMeasurable = (reason: Sentence | undefined): Html =>
  html`<span class="missing"><b>Not measurable</b>${reason === undefined ? '' : `: ${reason.text}`}</span>`;

export const metricValue = (metric: Metric): Html =>
  metric.value === null
    ? notMeasurable(metric.reason)
    : html`<span class="value">${metricQuantity(metric, metric.value)}</span>`;

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
