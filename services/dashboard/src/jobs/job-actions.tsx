import type { JobDocument } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { service } from '../service.ts';
import { sayProblem } from '../shared/problems.ts';
import { say } from '../shared/toasts.tsx';
import { isOpen, putJob, removeSoon } from './jobs.ts';

interface JobActionsProps {
  readonly job: JobDocument;
  /** Class of the buttons. */
  readonly look?: string;
  /** After the job was taken away. */
  readonly onRemoved?: () => void;
}

/** What can be done to a job as it is now: stop it, have it tried again, take it away and have it back. */
export function JobActions({ job, look, onRemoved }: JobActionsProps): ReactNode {
  const { fileName } = job.source;
  const remove = (): void => {
    const { undo } = removeSoon(job, say);
    say(`“${fileName}” was deleted.`, { label: 'Undo', act: undo });
    onRemoved?.();
  };
  const ask = (change: Promise<JobDocument>): void =>
    void change.then(putJob, (error: unknown) => say(sayProblem(error)));
  const action = (label: string, act: () => void): ReactNode => (
    <button type="button" className={look} aria-label={`${label} ${fileName}`} onClick={act}>
      {label}
    </button>
  );
  if (isOpen(job)) return action('Cancel', () => ask(service.cancel(job.id)));
  return (
    <div className="actions">
      {isWorthATry(job) && action('Try again', () => ask(service.retry(job.id)))}
      {action('Delete', remove)}
    </div>
  );
}

/** Not the file, but we or somebody's wish were what ended it. */
const isWorthATry = ({ state, error }: JobDocument): boolean =>
  state === 'cancelled' || (state === 'failed' && error?.retryable === true);
