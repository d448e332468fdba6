import type { JobDocument } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { service } from '../service.ts';
import { problemText } from '../shared/problems.ts';
import { showToast } from '../shared/toasts.tsx';
import { isOpen, putJob, removeSoon } from './jobs.ts';

interface JobActionsProps {
  readonly job: JobDocument;
  /** Class name of the buttons. */
  readonly className?: string;
  /** Called after the job has left the list. */
  readonly onRemoved?: () => void;
}

/** The actions that a job allows in its state: cancel, retry, delete with undo. */
export function JobActions({ job, className, onRemoved }: JobActionsProps): ReactNode {
  const { fileName } = job.source;
  const remove = (): void => {
    const { undo } = removeSoon(job, showToast);
    showToast(`“${fileName}” was deleted.`, { label: 'Undo', act: undo });
    onRemoved?.();
  };
  const ask = (change: Promise<JobDocument>): void =>
    void change.then(putJob, (error: unknown) => showToast(problemText(error)));
  const action = (label: string, act: () => void): ReactNode => (
    <button type="button" className={className} aria-label={`${label} ${fileName}`} onClick={act}>
      {label}
    </button>
  );
  if (isOpen(job)) return action('Cancel', () => ask(service.cancel(job.id)));
  return (
    <div className="actions">
      {canRetry(job) && action('Retry', () => ask(service.retry(job.id)))}
      {action('Delete', remove)}
    </div>
  );
}

/** True if the job ended for a reason other than its file: cancelled, or a fault of the service. */
const canRetry = ({ state, error }: JobDocument): boolean =>
  state === 'cancelled' || (state === 'failed' && error?.retryable === true);
