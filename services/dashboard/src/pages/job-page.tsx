import type { JobDocument } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { JobActions } from '../jobs/job-actions.tsx';
import { type JobView, useJob } from '../jobs/use-job.ts';
import { JobResult } from '../report/job-result.tsx';
import { MediaInfoList } from '../report/media-info.tsx';
import { progressFacts } from '../shared/format.ts';
import { usePageTitle } from '../shared/use-page-title.ts';
import './job-page.css';

/** One job: progress, then the video, the report and the files. */
export function JobPage({ id }: { readonly id: string }): ReactNode {
  const view = useJob(id);
  usePageTitle(view.state === 'ready' ? view.job.source.fileName : 'Clip');
  switch (view.state) {
    case 'loading':
      return <p className="hint">Loading the clip …</p>;
    case 'gone':
      return (
        <Notice isPage title="Clip not found">
          It was deleted, has expired, or belongs to someone else.{' '}
          <Link href="/">All your clips</Link>
        </Notice>
      );
    case 'sign-in':
      return (
        <Notice isPage title="Sign in to continue">
          <Link href={`/sign-in?to=/jobs/${id}`}>Sign in</Link> to see this clip.
        </Notice>
      );
    case 'offline':
      return (
        <Notice isPage title="No connection">
          {view.problem}
        </Notice>
      );
    case 'ready':
      return <Clip {...view} />;
  }
}

function Notice({
  title,
  isPage = false,
  children,
}: {
  readonly title: string;
  /** True if the notice is the whole page, false if it is below the name of a clip. */
  readonly isPage?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="card">
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p role="alert">{children}</p>
    </section>
  );
}

function Clip({ job, problem }: Extract<JobView, { state: 'ready' }>): ReactNode {
  const { state, source, error, result } = job;
  const [, goTo] = useLocation();
  return (
    <>
      <p className="back">
        <Link href="/">← All clips</Link>
      </p>
      <div className="clip-head">
        <h1>{source.fileName}</h1>
        <JobActions job={job} onRemoved={() => goTo('/')} />
      </div>
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {source.basedOn !== undefined && (
        <p className="hint">
          Based on the landmarks of{' '}
          <Link href={`/jobs/${source.basedOn.jobId}`}>an earlier analysis</Link>.
        </p>
      )}
      {(state === 'queued' || state === 'active') && <Running job={job} />}
      {state === 'failed' && (
        <Notice title="The analysis failed">
          {error?.message} <Link href="/">Upload another clip</Link>
        </Notice>
      )}
      {state === 'cancelled' && (
        <Notice title="Cancelled">The analysis was stopped. “Retry” starts it again.</Notice>
      )}
      {result === null ? <MediaInfoList job={job} /> : <JobResult job={job} result={result} />}
    </>
  );
}

function Running({ job }: { readonly job: JobDocument }): ReactNode {
  const { progress, state } = job;
  return (
    <section className="card" aria-label="Progress">
      <progress value={progress?.percent ?? 0} max={100} aria-label="Analysis" />
      <p className="hint" role="status">
        {progress === null || state === 'queued'
          ? 'Waiting for a free worker.'
          : progressFacts(progress)}
      </p>
    </section>
  );
}
