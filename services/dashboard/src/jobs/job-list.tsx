import type { JobDocument } from '@dance-pose/contracts';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { addressOf } from '../shared/artifacts.ts';
import { ago, progressFacts } from '../shared/format.ts';
import { problemText } from '../shared/problems.ts';
import { showToast } from '../shared/toasts.tsx';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import { JobActions } from './job-actions.tsx';
import { type JobsState, loadOlderJobs } from './jobs.ts';
import './job-list.css';

const text = texts.clips;

/** All jobs with their state and progress, newest first. */
export function JobList({ jobs, state, nextCursor }: JobsState): ReactNode {
  if (jobs.length === 0) {
    if (state === 'loading') return <p className="hint">{text.loading}</p>;
    if (state !== 'ready') return null;
    return (
      <p className="hint">
        {text.none} {text.noneHint}
      </p>
    );
  }
  return (
    <>
      <ul className="jobs" aria-label={text.list}>
        {jobs.map((job) => (
          <JobTile key={job.id} job={job} />
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
    <div>
      <Button isDisabled={isLoading} onPress={() => void load()}>
        {isLoading ? texts.common.loading : text.older}
      </Button>
    </div>
  );
}

function JobTile({ job }: { readonly job: JobDocument }): ReactNode {
  const { id, state, source, progress, error } = job;
  return (
    <li className={`job ${state}`}>
      <Poster job={job} />
      <div className="job-facts">
        <Link href={`/jobs/${id}`} className="job-name">
          {source.fileName}
        </Link>
        {state === 'active' && progress !== null && (
          <Progress value={progress.percent} max={100} label={text.analysisOf(source.fileName)} />
        )}
        <p className="hint">
          <span className="state">{text.states[state]}</span>
          {' · '}
          {state === 'active' && progress !== null
            ? progressFacts(progress)
            : (error?.message ?? ago(job.createdAt, Date.now()))}
        </p>
      </div>
      <JobActions job={job} isCompact />
    </li>
  );
}

const icons: Readonly<Record<JobDocument['state'], IconName>> = {
  queued: 'clock',
  active: 'dancer',
  completed: 'dancer',
  failed: 'problem',
  cancelled: 'close',
};

function Poster({ job }: { readonly job: JobDocument }): ReactNode {
  const hasPoster = job.result?.artifacts.some(({ name }) => name === 'poster.jpg') ?? false;
  const [isBroken, setBroken] = useState(false);
  return (
    <span className="poster">
      {!hasPoster || isBroken ? (
        <Icon name={icons[job.state]} />
      ) : (
        <img
          src={addressOf(job.id, 'poster.jpg')}
          alt=""
          loading="lazy"
          onError={() => setBroken(true)}
        />
      )}
    </span>
  );
}
