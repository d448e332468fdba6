import type { Report, SummarySentence } from '@dance-pose/contracts';
import { type ReactNode, useState } from 'react';
import type { Playhead } from '../player/playhead.ts';
import { texts } from '../texts/texts.ts';
import { Icon } from '../ui/icon.tsx';
import { repeatMoment } from './moments.ts';
import './moments.css';

const text = texts.player;

interface SummaryProps {
  readonly report: Report;
  readonly playhead: Playhead;
}

/** The sentences for the dancer. One that moments show is a button: each press goes to the next of them. */
export const Summary = ({ report, playhead }: SummaryProps): ReactNode => (
  <ul className="summary">
    {report.summary.map((sentence) => (
      <li key={sentence.text}>
        {sentence.moments.length === 0 ? (
          sentence.text
        ) : (
          <SentenceButton {...{ sentence, report, playhead }} />
        )}
      </li>
    ))}
  </ul>
);

function SentenceButton({
  sentence,
  report,
  playhead,
}: SummaryProps & { readonly sentence: SummarySentence }): ReactNode {
  const [shown, setShown] = useState<number>();
  const { length } = sentence.moments;
  const show = (): void => {
    const next = shown === undefined ? 0 : (shown + 1) % length;
    const moment = report.moments[sentence.moments[next] ?? -1];
    if (moment === undefined) return;
    setShown(next);
    repeatMoment(playhead, moment, report.source.durationMs);
  };
  return (
    <button type="button" className="sentence" onClick={show}>
      <Icon name="play" />
      <span>
        {sentence.text}
        {length > 1 && shown !== undefined && (
          <span className="hint"> {text.ofMoments(shown + 1, length)}</span>
        )}
      </span>
    </button>
  );
}
