import type { JobDocument } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { JobActions } from '../jobs/job-actions.tsx';
import { type JobView, useJob } from '../jobs/use-job.ts';
import { JobResult } from '../report/job-result.tsx';
import { MediaInfoList } from '../report/media-info.tsx';
import { progressFacts } from '../shared/format.ts';
import { usePageTitle } from '../shared/use-page-title.ts';
import { texts } from '../texts/texts.ts';
import { Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import './job-page.css';

const text = texts.job;

/** One job: progress, then the video, the report and the files. */
export function JobPage({ id }: { readonly id: string }): ReactNode {
  const view = useJob(id);
  usePageTitle(view.state === 'ready' ? view.job.source.fileName : text.title);
  switch (view.state) {
    case 'loading':
      return <p className="hint">{text.loading}</p>;
    case 'gone':
      return (
        <Instead title={text.notFound}>
          {text.notFoundHint} <Link href="/">{text.yours}</Link>
        </Instead>
      );
    case 'sign-in':
      return (
        <Instead title={text.signInTitle}>
          <Link href={`/sign-in?to=/jobs/${id}`}>{text.signIn}</Link> {text.signInHint}
        </Instead>
      );
    case 'offline':
      return <Instead title={text.offline}>{view.problem}</Instead>;
    case 'ready':
      return <Clip {...view} />;
  }
}

/** The page if there is no clip to show. */
const Instead = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode => (
  <section className="narrow">
    <h1>{title}</h1>
    <p role="alert">{children}</p>
  </section>
);

function Clip({ job, problem }: Extract<JobView, { state: 'ready' }>): ReactNode {
  const { source, result } = job;
  const [, goTo] = useLocation();
  return (
    <>
      <p className="back">
        <Link href="/">← {text.all}</Link>
      </p>
      <div className="clip-head">
        <h1>{source.fileName}</h1>
        <JobActions job={job} onRemoved={() => goTo('/')} />
      </div>
      {problem !== undefined && <Notice tone="problem">{problem}</Notice>}
      {source.basedOn !== undefined && (
        <p className="hint">
          {text.basedOn} <Link href={`/jobs/${source.basedOn.jobId}`}>{text.earlier}</Link>.
        </p>
      )}
      <Unfinished job={job} />
      {result === null ? <MediaInfoList job={job} /> : <JobResult job={job} result={result} />}
    </>
  );
}

/** State of a job without a result. */
function Unfinished({ job }: { readonly job: JobDocument }): ReactNode {
  switch (job.state) {
    case 'queued':
    case 'active':
      return <Running job={job} />;
    case 'failed':
      return (
        <Ended title={text.failed} tone="problem">
          {job.error?.message} <Link href="/">{text.another}</Link>
        </Ended>
      );
    case 'cancelled':
      return (
        <Ended title={text.cancelled} tone="info">
          {text.cancelledHint}
        </Ended>
      );
    case 'completed':
      return null;
  }
}

interface EndedProps {
  readonly title: string;
  readonly tone: 'problem' | 'info';
  readonly children: ReactNode;
}

const Ended = ({ title, tone, children }: EndedProps): ReactNode => (
  <section className="ended">
    <h2>{title}</h2>
    <Notice tone={tone}>{children}</Notice>
  </section>
);

function Running({ job }: { readonly job: JobDocument }): ReactNode {
  const { progress, state } = job;
  return (
    <section aria-label={text.progress}>
      <Progress label={text.analysis} value={progress?.percent ?? 0} max={100} />
      <p className="hint" role="status">
        {progress === null || state === 'queued' ? text.waiting : progressFacts(progress)}
      </p>
    </section>
  );
}
