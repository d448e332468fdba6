import type { Metric, Report } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { inFigures } from '../shared/format.ts';
import { type CardKind, cards } from './card-kinds.ts';
import './report-cards.css';

interface Measured {
  readonly kind: CardKind;
  readonly metrics: readonly Metric[];
}

/** What was measured, a question a card; in the last one the questions that have no answer, and why. */
export function ReportCards({ report }: { readonly report: Report }): ReactNode {
  const metrics = new Map(report.metrics.map((metric) => [metric.id, metric]));
  const measured = cards.map((kind) => ({
    kind,
    metrics: kind.metrics.flatMap((id) => metrics.get(id) ?? []),
  }));
  const hasAnswer = (card: Measured): boolean => card.metrics.some(({ value }) => value !== null);
  const answered = measured.filter(hasAnswer);
  // Of a photo, or when nobody was seen, the summary has said it all.
  if (answered.length === 0) return null;
  const unanswered = measured.filter((card) => !hasAnswer(card));
  return (
    <div className="cards">
      {answered.map((card) => (
        <ReportCard key={card.kind.title} {...card} />
      ))}
      {unanswered.length > 0 && <NotMeasured cards={unanswered} />}
    </div>
  );
}

function ReportCard({ kind, metrics }: Measured): ReactNode {
  return (
    <section className="card" aria-label={kind.title}>
      <h2>{kind.title}</h2>
      <p className="hint">{kind.explanation}</p>
      <dl className="metrics">
        {metrics.map((metric) => (
          <MetricRow key={metric.id} metric={metric} />
        ))}
      </dl>
    </section>
  );
}

function NotMeasured({ cards: unanswered }: { readonly cards: readonly Measured[] }): ReactNode {
  return (
    <section className="card" aria-label="Not measured">
      <h2>Not measured</h2>
      <dl className="metrics">
        {unanswered.map(({ kind, metrics }) => (
          <div key={kind.title}>
            <dt>{kind.title}</dt>
            {[...new Set(metrics.map(({ reason }) => reason))].map((reason) => (
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

const trust = { high: 'sure', medium: 'fairly sure', low: 'unsure' } as const;

function MetricRow({ metric }: { readonly metric: Metric }): ReactNode {
  const { label, value, unit, confidence, validity, reason } = metric;
  return (
    <div>
      <dt>{label}</dt>
      {value === null ? (
        <dd className="hint">Not measurable. {reason}</dd>
      ) : (
        <dd>
          <strong>{inUnit(value, unit)}</strong>{' '}
          <span className={`trust ${confidence}`}>
            {trust[confidence]}
            {validity === 'approximate' && ', depth guessed'}
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
