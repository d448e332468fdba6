import { type JobDocument, type Moment, momentName, type Report } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import type { Playhead } from '../player/playhead.ts';
import { inClip, inWhole } from '../shared/format.ts';
import { sampleId } from '../shared/sample-id.ts';
import { useStore } from '../shared/store.ts';
import { texts } from '../texts/texts.ts';
import { Fold } from '../ui/fold.tsx';
import {
  isRepeated,
  isTelling,
  keyOf,
  laneOf,
  momentTitle,
  momentValue,
  placeOf,
  repeatMoment,
} from './moments.ts';
import { SaveMoment } from './save-moment.tsx';
import { Thumbnail } from './thumbnail.tsx';
import './moments.css';

const text = texts.player;

interface MomentListProps {
  readonly job: JobDocument;
  readonly report: Report;
  readonly playhead: Playhead;
}

/** All moments in order; those that are not certain are folded. */
export function MomentList({ job, report, playhead }: MomentListProps): ReactNode {
  const { moments, source } = report;
  if (moments.length === 0) return <p className="hint">{text.noMoments}</p>;
  const telling = moments.filter(isTelling);
  const others = moments.filter((moment) => !isTelling(moment));
  const isSample = job.id === sampleId;
  const rows = (some: readonly Moment[]): ReactNode => (
    <ol className="moments">
      {some.map((moment) => (
        <li key={keyOf(moment)} className="moment-item">
          <MomentRow {...{ job, moment, playhead }} durationMs={source.durationMs} />
          {!isSample && (
            <SaveMoment jobId={job.id} index={moments.indexOf(moment)} name={momentTitle(moment)} />
          )}
        </li>
      ))}
    </ol>
  );
  return (
    <>
      {rows(telling)}
      {others.length > 0 && (
        <Fold title={text.moreMoments(inWhole(others.length))}>{rows(others)}</Fold>
      )}
    </>
  );
}

interface MomentRowProps {
  readonly job: JobDocument;
  readonly moment: Moment;
  readonly playhead: Playhead;
  readonly durationMs: number;
}

function MomentRow({ job, moment, playhead, durationMs }: MomentRowProps): ReactNode {
  const isOn = isRepeated(useStore(playhead.loop), moment, durationMs);
  const facts = [...placeOf(moment), text.confidence[moment.confidence]];
  return (
    <button
      type="button"
      className={`moment ${laneOf(moment)}`}
      aria-pressed={isOn}
      onClick={() => repeatMoment(playhead, moment, durationMs)}
    >
      <Thumbnail job={job} atMs={moment.peakMs} />
      <span className="moment-time">{inClip(moment.peakMs / 1000)}</span>
      <span className="moment-name">
        {momentName(moment)}
        <span className="hint">{facts.join(' · ')}</span>
      </span>
      <span className="moment-value">{momentValue(moment)}</span>
    </button>
  );
}
