import type { JobDocument, Music, MusicOptions, Report } from '@dance-pose/contracts';
import { type ReactNode, useState } from 'react';
import { useNewJob } from '../jobs/use-new-job.ts';
import type { Playhead } from '../player/playhead.ts';
import { service } from '../service.ts';
import { sampleId } from '../shared/sample-id.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { HeardMusic, TempoChoices } from './heard-music.tsx';
import { MeterField } from './meter-field.tsx';
import { changesBetween, edited, type MusicEdit } from './music-changes.ts';
import { OneField } from './one-field.tsx';
import type { Tap } from './tap-tempo.ts';
import { TempoField } from './tempo-field.tsx';

const text = texts.music;

interface MusicCardProps {
  readonly job: JobDocument;
  readonly report: Report;
  readonly playhead: Playhead;
}

/** The music as it was heard, and fields that correct it; nothing if there can be no beat. */
export function MusicCard({ job, report, playhead }: MusicCardProps): ReactNode {
  // Jobs from before these options have none.
  const before: MusicOptions = job.options.music ?? {};
  const [music, setMusic] = useState(before);
  const { problem, isSending, start } = useNewJob();
  if (!mayHaveBeat(report.music)) return null;
  const edit = (change: MusicEdit): void => setMusic(edited(music, change));
  const changes = changesBetween(before, music);
  const isSample = job.id === sampleId;
  const isChanged = Object.keys(changes).length > 0;
  // The video shows the beats at their old times.
  const how = job.options.overlay.showBeats ? 'rerender' : 'reanalyse';
  return (
    <section className="music" aria-labelledby="music">
      <h2 id="music">{text.title}</h2>
      <HeardMusic music={report.music} />
      <TempoChoices music={report.music} bpm={music.bpm} onChange={(bpm) => edit({ bpm })} />
      <div className="fields">
        <TempoField
          bpm={music.bpm}
          clock={() => tapAt(playhead)}
          onChange={(bpm) => edit({ bpm })}
        />
        <MeterField meter={music.meter} onChange={(meter) => edit({ meter })} />
      </div>
      <OneField
        oneMs={music.oneMs}
        onMark={() => edit({ oneMs: millisecondsAt(playhead, report) })}
        onClear={() => edit({ oneMs: undefined })}
      />
      {problem !== undefined && <Notice tone="problem">{problem}</Notice>}
      <div className="row">
        <Button
          variant="primary"
          isDisabled={isSending || !isChanged || isSample}
          onPress={() => start(() => service[how](job.id, { music: changes }))}
        >
          {text.again}
        </Button>
        <p className="hint">{isSample ? texts.welcome.exampleOnly : text.newClip}</p>
      </div>
    </section>
  );
}

const mayHaveBeat = (music: Music): boolean =>
  music.heard === 'beat' || (music.heard === 'no-beat' && music.reason.code !== 'music-too-short');

/** While the clip plays, taps are on its own clock: it may play slowly. */
function tapAt({ isPlaying, seconds }: Playhead): Tap {
  if (!isPlaying.get()) return { clock: 'room', ms: performance.now() };
  return { clock: 'clip', ms: 1000 * seconds.get() };
}

/** Position of the player; sound may go on after the last frame. */
const millisecondsAt = ({ seconds }: Playhead, { source }: Report): number =>
  Math.round(Math.min(1000 * seconds.get(), source.durationMs));
