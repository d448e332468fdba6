import type { JobDocument } from '@dance-pose/contracts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { problemText } from '../shared/problems.ts';
import { notifyOtherTabs, putJob } from './jobs.ts';

/** Makes a job of another one and opens its page, or has the problem. */
export function useNewJob() {
  const [, goTo] = useLocation();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const start = (make: () => Promise<JobDocument>): void => {
    setSending(true);
    make().then(
      (made) => {
        putJob(made);
        notifyOtherTabs();
        goTo(`/jobs/${made.id}`);
      },
      (error: unknown) => {
        setProblem(problemText(error));
        setSending(false);
      },
    );
  };
  return { problem, isSending, start };
}
