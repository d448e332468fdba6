import type { JobDocument, Report } from '@dance-pose/contracts';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { MomentList } from '../moments/moment-list.tsx';
import { MomentTimeline } from '../moments/moment-timeline.tsx';
import { momentNear, repeatMoment } from '../moments/moments.ts';
import { Summary } from '../moments/summary.tsx';
import { MusicCard } from '../music/music-card.tsx';
import { readAddress } from '../player/address.ts';
import { Player } from '../player/player.tsx';
import { createPlayhead, type Playhead } from '../player/playhead.ts';
import { useAddress } from '../player/use-address.ts';
import { RerunForm } from '../rerun/rerun-form.tsx';
import { addressOf, loadReport, sourceOf } from '../shared/artifacts.ts';
import { OptionalPart } from '../shared/error-boundary.tsx';
import { type Loaded, useLoaded } from '../shared/use-loaded.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Fold } from '../ui/fold.tsx';
import { Notice } from '../ui/notice.tsx';
import { Downloads } from './downloads.tsx';
import { MediaInfoList } from './media-info.tsx';
import { ReportCards } from './report-cards.tsx';

const Charts = lazy(() =>
  import('../charts/charts.tsx').then(({ Charts: component }) => ({ default: component })),
);
const Skeleton3d = lazy(() => import('../skeleton/skeleton-3d.tsx'));

const text = texts.player;

type Result = NonNullable<JobDocument['result']>;

interface JobResultProps {
  readonly job: JobDocument;
  readonly result: Result;
}

/** The result of a completed job: the video with its moments and the summary, numbers by topic, then details. */
export function JobResult({ job, result }: JobResultProps): ReactNode {
  const { id: jobId } = job;
  const [playhead] = useState(() => createPlayhead(readAddress(location.hash)));
  useAddress(playhead);
  const load = useCallback((signal: AbortSignal) => loadReport(jobId, signal), [jobId]);
  const report = useLoaded(load);
  const known = report.state === 'ready' ? report.value : undefined;
  const isPhoto = job.input?.kind === 'image';
  const moves = !isPhoto && result.summary.framesWithPerson > 0;
  return (
    <div className="result">
      <div className="result-top">
        {isPhoto ? <Photo job={job} /> : <Film {...{ job, playhead }} report={known} />}
        <Findings job={job} {...{ report, result, playhead, moves }} />
      </div>
      {known !== undefined && moves && (
        <>
          <section aria-labelledby="numbers">
            <h2 id="numbers">{text.numbers}</h2>
            <OptionalPart name={text.numbers}>
              <ReportCards {...{ report: known, playhead }} />
            </OptionalPart>
          </section>
          <OptionalPart name={texts.music.title}>
            <MusicCard {...{ job, playhead }} report={known} />
          </OptionalPart>
          <section aria-labelledby="course">
            <h2 id="course">{text.charts}</h2>
            <OptionalPart name={text.charts}>
              <Suspense fallback={<p className="hint">{texts.common.loading}</p>}>
                <Charts {...{ jobId, playhead }} report={known} />
              </Suspense>
            </OptionalPart>
          </section>
        </>
      )}
      <Details {...{ job, playhead, moves }} report={known} />
    </div>
  );
}

function Photo({ job }: { readonly job: JobDocument }): ReactNode {
  const alt = texts.job.photoOf(job.source.fileName);
  return <img className="annotated-photo" src={addressOf(job.id, 'annotated.png')} alt={alt} />;
}

interface FilmProps extends Pick<JobResultProps, 'job'> {
  readonly report: Report | undefined;
  readonly playhead: Playhead;
}

/** The player with the timeline of the moments. */
function Film({ job, report, playhead }: FilmProps): ReactNode {
  const durationMs = sourceOf(job, report)?.durationMs ?? 1;
  const moments = report?.moments ?? [];
  const step = (by: -1 | 1): void => {
    const found = momentNear(moments, 1000 * playhead.seconds.get(), by);
    if (found !== undefined) repeatMoment(playhead, found, durationMs);
  };
  return (
    <Player
      {...{ job, report, playhead }}
      timeline={<MomentTimeline {...{ report, playhead, durationMs }} />}
      stepMoments={moments.length > 0 ? step : undefined}
    />
  );
}

interface FindingsProps extends Pick<JobResultProps, 'job'> {
  readonly report: Loaded<Report>;
  readonly result: Result;
  readonly playhead: Playhead;
  readonly moves: boolean;
}

/** The summary, and the moments that show it. */
function Findings({ job, report, result, playhead, moves }: FindingsProps): ReactNode {
  return (
    <div className="result-side">
      <section aria-labelledby="summary">
        <h2 id="summary">{text.summary}</h2>
        {report.state === 'loading' && <p className="hint">{texts.common.loading}</p>}
        {report.state === 'failed' && <Notice tone="problem">{report.problem}</Notice>}
        {report.state === 'ready' && <Summary report={report.value} playhead={playhead} />}
        <Warnings result={result} />
      </section>
      {report.state === 'ready' && moves && (
        <section aria-labelledby="moments">
          <h2 id="moments">{text.moments}</h2>
          <OptionalPart name={text.moments}>
            <MomentList {...{ job, playhead }} report={report.value} />
          </OptionalPart>
        </section>
      )}
    </div>
  );
}

function Warnings({ result }: { readonly result: Result }): ReactNode {
  if (result.warnings.length === 0) return null;
  return (
    <>
      <h3>{text.notes}</h3>
      <ul className="summary">
        {result.warnings.map(({ code, text: sentence }) => (
          <li key={`${code} ${sentence}`}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

interface DetailsProps {
  readonly job: JobDocument;
  readonly report: Report | undefined;
  readonly playhead: Playhead;
  readonly moves: boolean;
}

function Details({ job, report, playhead, moves }: DetailsProps): ReactNode {
  return (
    <div className="details">
      {moves && (
        <section aria-labelledby="space">
          <h2 id="space">{text.space3d}</h2>
          <OptionalPart name={text.space3d}>
            <Skeleton3dOnDemand {...{ job, playhead }} />
          </OptionalPart>
        </section>
      )}
      <section aria-labelledby="files">
        <h2 id="files">{text.files}</h2>
        <Downloads job={job} />
      </section>
      <section aria-labelledby="re-run">
        <h2 id="re-run">{text.rerun}</h2>
        <RerunForm job={job} />
      </section>
      <MediaInfoList job={job} />
      {report !== undefined && (
        <Fold title={text.limits}>
          <ul className="summary">
            {report.cautions.map(({ text: sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Fold>
      )}
    </div>
  );
}

/** The 3D view is the largest part of the page, so it loads on request. */
function Skeleton3dOnDemand(props: Parameters<typeof Skeleton3d>[0]): ReactNode {
  const [isShown, setShown] = useState(false);
  if (!isShown) return <Button onPress={() => setShown(true)}>{text.show3d}</Button>;
  return (
    <Suspense fallback={<p className="hint">{texts.common.loading}</p>}>
      <Skeleton3d {...props} />
    </Suspense>
  );
}
