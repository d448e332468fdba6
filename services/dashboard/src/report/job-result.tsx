import type { JobDocument, Report } from '@dance-pose/contracts';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { MusicCard } from '../music/music-card.tsx';
import { Player } from '../player/player.tsx';
import { createPlayhead } from '../player/playhead.ts';
import { RerunForm } from '../rerun/rerun-form.tsx';
import { addressOf, loadReport } from '../shared/artifacts.ts';
import { type Loaded, useLoaded } from '../shared/use-loaded.ts';
import { Downloads } from './downloads.tsx';
import { MediaInfoList } from './media-info.tsx';
import { ReportCards } from './report-cards.tsx';

const Charts = lazy(() =>
  import('../charts/charts.tsx').then(({ Charts: component }) => ({ default: component })),
);
const Skeleton3d = lazy(() => import('../skeleton/skeleton-3d.tsx'));

type Result = NonNullable<JobDocument['result']>;

interface JobResultProps {
  readonly job: JobDocument;
  readonly result: Result;
}

/** The result of a completed job. */
export function JobResult({ job, result }: JobResultProps): ReactNode {
  const { id: jobId } = job;
  const [playhead] = useState(createPlayhead);
  const load = useCallback((signal: AbortSignal) => loadReport(jobId, signal), [jobId]);
  const report = useLoaded(load);
  const known = report.state === 'ready' ? report.value : undefined;
  const isPhoto = job.input?.kind === 'image';
  const moves = !isPhoto && result.summary.framesWithPerson > 0;
  return (
    <div className="result">
      <div className="result-top">
        {isPhoto ? <Photo job={job} /> : <Player {...{ job, playhead }} report={known} />}
        <div className="result-side">
          <section className="card" aria-labelledby="summary">
            <h2 id="summary">Summary</h2>
            <Summary report={report} />
            <Warnings result={result} />
          </section>
          {known !== undefined && <MusicCard {...{ job, playhead }} report={known} />}
          {moves && (
            <section className="card" aria-labelledby="space">
              <h2 id="space">3D view</h2>
              <Skeleton3dOnDemand {...{ jobId, playhead }} />
            </section>
          )}
          <section className="card" aria-labelledby="files">
            <h2 id="files">Files</h2>
            <Downloads job={job} />
          </section>
        </div>
        {known !== undefined && moves && (
          <section className="card" aria-labelledby="course">
            <h2 id="course">Frame by frame</h2>
            <Suspense fallback={<p className="hint">Loading …</p>}>
              <Charts {...{ jobId, playhead }} report={known} />
            </Suspense>
          </section>
        )}
      </div>
      {known !== undefined && <ReportCards report={known} />}
      <Details job={job} report={known} />
    </div>
  );
}

function Photo({ job }: { readonly job: JobDocument }): ReactNode {
  const alt = `${job.source.fileName} with the skeleton`;
  return <img className="annotated-photo" src={addressOf(job.id, 'annotated.png')} alt={alt} />;
}

function Summary({ report }: { readonly report: Loaded<Report> }): ReactNode {
  if (report.state === 'loading') return <p className="hint">Loading the report …</p>;
  if (report.state === 'failed') return <p role="alert">{report.problem}</p>;
  return (
    <ul className="summary">
      {report.value.summary.map(({ text }) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function Warnings({ result }: { readonly result: Result }): ReactNode {
  if (result.warnings.length === 0) return null;
  return (
    <>
      <h3>Notes</h3>
      <ul className="summary">
        {result.warnings.map(({ code, text }) => (
          <li key={`${code} ${text}`}>{text}</li>
        ))}
      </ul>
    </>
  );
}

/** The 3D view is the largest part of the page, so it loads on request. */
function Skeleton3dOnDemand(props: Parameters<typeof Skeleton3d>[0]): ReactNode {
  const [isShown, setShown] = useState(false);
  if (!isShown) {
    return (
      <button type="button" onClick={() => setShown(true)}>
        Show the 3D view
      </button>
    );
  }
  return (
    <Suspense fallback={<p className="hint">Loading …</p>}>
      <Skeleton3d {...props} />
    </Suspense>
  );
}

function Details({
  job,
  report,
}: {
  readonly job: JobDocument;
  readonly report: Report | undefined;
}): ReactNode {
  return (
    <div className="cards">
      <MediaInfoList job={job} />
      <section className="card" aria-labelledby="re-run">
        <h2 id="re-run">Re-run with other options</h2>
        <RerunForm job={job} />
      </section>
      {report !== undefined && (
        <section className="card" aria-labelledby="cautions">
          <h2 id="cautions">Limits of these results</h2>
          <ul className="summary">
            {report.cautions.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
