import {
  findMetric,
  isNoEvent,
  isNone,
  type Metric,
  type MetricSectionId,
  metricSection,
  type Quantity,
  type Report,
  viewOfMetric,
  viewText,
  writeQuantity,
} from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { inDigits } from '../shared/format.ts';
import { cards } from './card-kinds.ts';
import './report-cards.css';

interface Card {
  readonly section: MetricSectionId;
  readonly metrics: readonly Metric[];
}

/** A card for each topic with a value; the last card lists the other topics, with reasons. */
export function ReportCards({ report }: { readonly report: Report }): ReactNode {
  const filled = cards.map(({ section, metrics }) => ({
    section,
    metrics: metrics.flatMap((id) => findMetric(report.metrics, id) ?? []),
  }));
  const hasValue = (card: Card): boolean =>
    card.metrics.some((metric) => metric.value !== null || isNone(metric));
  const measured = filled.filter(hasValue);
  // The summary is enough for a photo, or if nobody was found.
  if (measured.length === 0) return null;
  const unmeasured = filled.filter((card) => !hasValue(card));
  return (
    <div className="cards">
      {measured.map((card) => (
        <ReportCard key={card.section} {...card} from={report.view.from} />
      ))}
      {unmeasured.length > 0 && <NotMeasured cards={unmeasured} />}
    </div>
  );
}

function ReportCard({ section, metrics, from }: Card & Pick<MetricRowProps, 'from'>): ReactNode {
  const { title, introduction } = metricSection(section);
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <p className="hint">{introduction}</p>
      <dl className="metrics">
        {metrics.map((metric) => (
          <MetricRow key={metric.id} metric={metric} from={from} />
        ))}
      </dl>
      <UnknownErrors metrics={metrics} />
    </section>
  );
}

function NotMeasured({ cards: unmeasured }: { readonly cards: readonly Card[] }): ReactNode {
  return (
    <section className="card" aria-label="Not measured">
      <h2>Not measured</h2>
      <dl className="metrics">
        {unmeasured.map(({ section, metrics }) => (
          <div key={section}>
            <dt>{metricSection(section).title}</dt>
            {[...new Set(metrics.map(({ reason }) => reason?.text))].map((reason) => (
              <dd key={reason} className="hint">
                {reason}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}

const confidenceWords = { high: 'sure', medium: 'fairly sure', low: 'unsure' } as const;

interface MetricRowProps {
  readonly metric: Metric;
  readonly from: Report['view']['from'];
}

function MetricRow({ metric, from }: MetricRowProps): ReactNode {
  const { label, value, confidence, validity } = metric;
  const view = value === null ? undefined : viewOfMetric(metric, from);
  return (
    <div>
      <dt>{label}</dt>
      {value === null ? (
        <NoValue metric={metric} />
      ) : (
        <dd>
          <Amount {...metric} value={value} />{' '}
          <span className={`trust ${confidence}`}>
            {confidenceWords[confidence]}
            {validity === 'approximate' && ', approximate'}
          </span>
          {view !== undefined && <span className="hint"> {viewText(view)}</span>}
        </dd>
      )}
    </div>
  );
}

function NoValue({ metric }: { readonly metric: Metric }): ReactNode {
  if (isNone(metric)) {
    return (
      <dd>
        <strong>None</strong>
      </dd>
    );
  }
  return <dd className="hint">Not measurable. {metric.reason?.text}</dd>;
}

/** The value and its error: `62° ± 4`; `± ?` if the error is not known. */
function Amount(quantity: Quantity): ReactNode {
  const { amount, error } = writeQuantity(quantity, inDigits);
  return (
    <>
      <strong>{isNoEvent(quantity) ? 'None' : amount}</strong>
      {error !== undefined && ` ${error}`}
      {quantity.error === null && !isNoEvent(quantity) && <span className="hint"> ± ?</span>}
    </>
  );
}

/** The reasons for unknown errors, each once. */
function UnknownErrors({ metrics }: { readonly metrics: readonly Metric[] }): ReactNode {
  const unknown = metrics.filter(({ value, error }) => value !== null && error === null);
  const reasons = new Set(unknown.flatMap(({ errorReason }) => errorReason?.text ?? []));
  if (reasons.size === 0) return null;
  return <p className="hint">± ? {[...reasons].join(' ')}</p>;
}
