import {
  findMetric,
  type Metric,
  type MetricSectionId,
  metricSection,
  type Report,
} from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { inFigures } from '../shared/format.ts';
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
  const hasValue = (card: Card): boolean => card.metrics.some(({ value }) => value !== null);
  const measured = filled.filter(hasValue);
  // The summary is enough for a photo, or if nobody was found.
  if (measured.length === 0) return null;
  const unmeasured = filled.filter((card) => !hasValue(card));
  return (
    <div className="cards">
      {measured.map((card) => (
        <ReportCard key={card.section} {...card} />
      ))}
      {unmeasured.length > 0 && <NotMeasured cards={unmeasured} />}
    </div>
  );
}

function ReportCard({ section, metrics }: Card): ReactNode {
  const { title, introduction } = metricSection(section);
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <p className="hint">{introduction}</p>
      <dl className="metrics">
        {metrics.map((metric) => (
          <MetricRow key={metric.id} metric={metric} />
        ))}
      </dl>
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

function MetricRow({ metric }: { readonly metric: Metric }): ReactNode {
  const { label, value, unit, confidence, validity, reason } = metric;
  return (
    <div>
      <dt>{label}</dt>
      {value === null ? (
        <dd className="hint">Not measurable. {reason?.text}</dd>
      ) : (
        <dd>
          <strong>{inUnit(value, unit)}</strong>{' '}
          <span className={`trust ${confidence}`}>
            {confidenceWords[confidence]}
            {validity === 'approximate' && ', approximate'}
          </span>
        </dd>
      )}
    </div>
  );
}

function inUnit(value: number, unit: string): string {
  const number = inFigures(value);
  if (unit === '1' || unit === 'count') return number;
  return unit === '°' ? `${number}°` : `${number} ${unit}`;
}
