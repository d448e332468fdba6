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

/** What can be done to a job as it is now: stop it, or take it away and have it back. */
export function JobActions({ job, look, onRemoved }: JobActionsProps): ReactNode {
  const { fileName } = job.source;
  const cancel = (): Promise<void> =>
    service.cancel(job.id).then(putJob, (error: unknown) => say(sayProblem(error)));
  const remove = (): void => {
    const { undo } = removeSoon(job, say);
    say(`“${fileName}” was deleted.`, { label: 'Undo', act: undo });
    onRemoved?.();
  };
  return isOpen(job) ? (
    <button
      type="button"
      className={look}
      aria-label={`Cancel ${fileName}`}
      onClick={() => void cancel()}
    >
      Cancel
    </button>
  ) : (
    <button type="button" className={look} aria-label={`Delete ${fileName}`} onClick={remove}>
      Delete
    </button>
  );
}
