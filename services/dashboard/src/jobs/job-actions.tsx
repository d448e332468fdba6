import type { JobDocument } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { service } from '../service.ts';
import { problemText } from '../shared/problems.ts';
import { sampleId } from '../shared/sample-id.ts';
import { showToast } from '../shared/toasts.tsx';
import { texts } from '../texts/texts.ts';
import { Button, IconButton } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { isOpen, putJob, removeSoon } from './jobs.ts';

interface JobActionsProps {
  readonly job: JobDocument;
  /** True if the actions are icons, as in a list. */
  readonly isCompact?: boolean;
  /** Called after the job has left the list. */
  readonly onRemoved?: () => void;
}

const text = texts.clips;

/** The actions that a job allows in its state: cancel, retry, delete with undo. */
export function JobActions({ job, isCompact = false, onRemoved }: JobActionsProps): ReactNode {
  const { fileName } = job.source;
  const remove = (): void => {
    const { undo } = removeSoon(job, showToast);
    showToast(text.deleted(fileName), { label: texts.common.undo, act: undo });
    onRemoved?.();
  };
  const ask = (change: Promise<JobDocument>): void =>
    void change.then(putJob, (error: unknown) => showToast(problemText(error)));
  const action = (icon: IconName, label: string, act: () => void): ReactNode => {
    const name = text.ofClip(label, fileName);
    return isCompact ? (
      <IconButton icon={icon} label={name} onPress={act} />
    ) : (
      <Button icon={icon} variant="quiet" aria-label={name} onPress={act}>
        {label}
      </Button>
    );
  };
  if (job.id === sampleId) return null;
  if (isOpen(job)) return action('close', text.cancel, () => ask(service.cancel(job.id)));
  return (
    <div className="actions">
      {canRetry(job) && action('retry', text.retry, () => ask(service.retry(job.id)))}
      {action('trash', text.remove, remove)}
    </div>
  );
}

/** True if the job ended for a reason other than its file: cancelled, or a fault of the service. */
const canRetry = ({ state, error }: JobDocument): boolean =>
  state === 'cancelled' || (state === 'failed' && error?.retryable === true);
