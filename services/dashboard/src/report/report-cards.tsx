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
import { keyOf, momentTitle, repeatMoment } from '../moments/moments.ts';
import type { Playhead } from '../player/playhead.ts';
import { inClip, inDigits } from '../shared/format.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Fold } from '../ui/fold.tsx';
import { cards } from './card-kinds.ts';
import './report-cards.css';

const text = texts.report;

interface Card {
  readonly section: MetricSectionId;
  readonly metrics: readonly Metric[];
}

interface ReportCardsProps {
  readonly report: Report;
  readonly playhead: Playhead;
}

/** A part for each topic with a value; the last one lists the other topics, with reasons. */
export function ReportCards({ report, playhead }: ReportCardsProps): ReactNode {
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
    <div className="topics">
      {measured.map((card) => (
        <ReportCard key={card.section} {...{ ...card, report, playhead }} />
      ))}
      {unmeasured.length > 0 && <NotMeasured cards={unmeasured} />}
    </div>
  );
}

function ReportCard({ section, metrics, ...rest }: Card & ReportCardsProps): ReactNode {
  const { title, introduction } = metricSection(section);
  return (
    <Fold title={title} summary={shortOf(metrics)}>
      <p className="hint">{introduction}</p>
      <dl className="metrics">
        {metrics.map((metric) => (
          <MetricRow key={metric.id} {...{ metric, ...rest }} />
        ))}
      </dl>
      <UnknownErrors metrics={metrics} />
    </Fold>
  );
}

/** The first value that is known at least roughly. */
function shortOf(metrics: readonly Metric[]): string {
  const [first] = metrics.filter(
    (metric) => metric.value !== null && metric.confidence !== 'low' && !isNoEvent(metric),
  );
  if (first === undefined || first.value === null) return '';
  const { amount, error } = writeQuantity({ ...first, value: first.value }, inDigits);
  return [`${first.label}:`, amount, error].filter(Boolean).join(' ');
}

function NotMeasured({ cards: unmeasured }: { readonly cards: readonly Card[] }): ReactNode {
  return (
    <Fold title={text.notMeasured}>
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
    </Fold>
  );
}

interface MetricRowProps extends ReportCardsProps {
  readonly metric: Metric;
}

function MetricRow({ metric, report, playhead }: MetricRowProps): ReactNode {
  const { label, value, confidence, validity } = metric;
  const view = value === null ? undefined : viewOfMetric(metric, report.view.from);
  return (
    <div>
      <dt>{label}</dt>
      {value === null ? (
        <NoValue metric={metric} />
      ) : (
        <dd>
          <Amount {...metric} value={value} />{' '}
          <span className={`trust ${confidence}`}>
            {texts.player.confidence[confidence]}
            {validity === 'approximate' && `, ${text.approximate}`}
          </span>
          {view !== undefined && <span className="hint"> {viewText(view)}</span>}
        </dd>
      )}
      <MomentsOf {...{ metric, report, playhead }} />
    </div>
  );
}

/** A way to the moments that a metric counts or measures. */
function MomentsOf({ metric, report, playhead }: MetricRowProps): ReactNode {
  const found = report.moments.filter((moment) => moment.metric === metric.id);
  if (found.length === 0) return null;
  return (
    <dd className="row">
      {found.map((moment) => (
        <Button
          key={keyOf(moment)}
          variant="quiet"
          icon="play"
          aria-label={texts.player.showIn(momentTitle(moment))}
          onPress={() => repeatMoment(playhead, moment, report.source.durationMs)}
        >
          {inClip(moment.peakMs / 1000)}
        </Button>
      ))}
    </dd>
  );
}

function NoValue({ metric }: { readonly metric: Metric }): ReactNode {
  if (isNone(metric)) {
    return (
      <dd>
        <strong>{text.none}</strong>
      </dd>
    );
  }
  return <dd className="hint">{text.notMeasurable(metric.reason?.text ?? '')}</dd>;
}

/** The value and its error: `62° ± 4`; `± ?` if the error is not known. */
function Amount(quantity: Quantity): ReactNode {
  const { amount, error } = writeQuantity(quantity, inDigits);
  return (
    <>
      <strong>{isNoEvent(quantity) ? text.none : amount}</strong>
      {error !== undefined && ` ${error}`}
      {quantity.error === null && !isNoEvent(quantity) && (
        <span className="hint"> {text.unknownError}</span>
      )}
    </>
  );
}

/** The reasons for unknown errors, each once. */
function UnknownErrors({ metrics }: { readonly metrics: readonly Metric[] }): ReactNode {
  const unknown = metrics.filter(({ value, error }) => value !== null && error === null);
  const reasons = new Set(unknown.flatMap(({ errorReason }) => errorReason?.text ?? []));
  if (reasons.size === 0) return null;
  return <p className="hint">{[text.unknownError, ...reasons].join(' ')}</p>;
}
