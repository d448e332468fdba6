import type { JobDocument } from '@dance-pose/contracts';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { addressOf } from '../shared/artifacts.ts';
import { ago, progressFacts, stateNames } from '../shared/format.ts';
import { problemText } from '../shared/problems.ts';
import { showToast } from '../shared/toasts.tsx';
import { JobActions } from './job-actions.tsx';
import { type JobsState, loadOlderJobs } from './jobs.ts';
import './job-list.css';

/** All jobs with their state and progress, newest first. */
export function JobList({ jobs, state, nextCursor }: JobsState): ReactNode {
  if (jobs.length === 0) {
    if (state === 'loading') return <p className="hint">Loading your clips …</p>;
    if (state !== 'ready') return null;
    return <p className="hint">No clips yet. Your clips appear here as soon as you upload one.</p>;
  }
  return (
    <>
      <ul className="jobs" aria-label="Clips">
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
      {nextCursor !== null && <OlderButton />}
    </>
  );
}

function OlderButton(): ReactNode {
  const [isLoading, setLoading] = useState(false);
  const load = async (): Promise<void> => {
    setLoading(true);
    await loadOlderJobs(new AbortController().signal).catch((error: unknown) =>
      showToast(problemText(error)),
    );
    setLoading(false);
  };
  return (
    <button type="button" disabled={isLoading} onClick={() => void load()}>
      {isLoading ? 'Loading …' : 'Older clips'}
    </button>
  );
}

function JobRow({ job }: { readonly job: JobDocument }): ReactNode {
  const { id, state, source, progress, error } = job;
  return (
    <li className={state === 'failed' ? 'job bad' : 'job'}>
      <Thumbnail job={job} />
      <div className="job-facts">
        <Link href={`/jobs/${id}`}>{source.fileName}</Link>
        {state === 'active' && progress !== null && (
          <progress
            value={progress.percent}
            max={100}
            aria-label={`Analysis of ${source.fileName}`}
          />
        )}
        <p className="hint">
          <span className={`state ${state}`}>{stateNames[state]}</span>
          {' · '}
          {state === 'active' && progress !== null
            ? progressFacts(progress)
            : (error?.message ?? ago(job.createdAt, Date.now()))}
        </p>
      </div>
      <JobActions job={job} className="quiet" />
    </li>
  );
}

function Thumbnail({ job }: { readonly job: JobDocument }): ReactNode {
  const hasPoster = job.result?.artifacts.some(({ name }) => name === 'poster.jpg') ?? false;
  const [isBroken, setBroken] = useState(false);
  if (!hasPoster || isBroken) {
    return (
      <span className="thumbnail none" aria-hidden="true">
        <img src="/icon.svg" alt="" width="36" height="36" />
      </span>
    );
  }
  return (
    <img
      className="thumbnail"
      src={addressOf(job.id, 'poster.jpg')}
      alt=""
      loading="lazy"
      onError={() => setBroken(true)}
    />
  );
}
