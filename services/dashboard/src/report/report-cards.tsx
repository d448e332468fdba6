import type { Metric, Report } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { inFigures } from '../shared/words.ts';
import { type CardKind, cards } from './card-kinds.ts';
import './report-cards.css';

/** What was measured, a question a card. What could not be measured says why. */
export function ReportCards({ report }: { readonly report: Report }): ReactNode {
  const metrics = new Map(report.metrics.map((metric) => [metric.id, metric]));
  return (
    <div className="cards">
      {cards.map((kind) => (
        <ReportCard key={kind.title} kind={kind} metrics={metrics} />
      ))}
    </div>
  );
}

function ReportCard({
  kind,
  metrics,
}: {
  readonly kind: CardKind;
  readonly metrics: ReadonlyMap<string, Metric>;
}): ReactNode {
  const shown = kind.metrics.flatMap((id) => metrics.get(id) ?? []);
  return (
    <section className="card" aria-label={kind.title}>
      <h2>{kind.title}</h2>
      <p className="hint">{kind.explanation}</p>
      <dl className="metrics">
        {shown.map((metric) => (
          <MetricRow key={metric.id} metric={metric} />
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
