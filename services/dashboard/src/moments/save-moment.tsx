import type { JobId } from '@dance-pose/contracts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { service } from '../service.ts';
import { problemText } from '../shared/problems.ts';
import { showToast } from '../shared/toasts.tsx';
import { texts } from '../texts/texts.ts';
import { IconButton } from '../ui/button.tsx';

interface SaveMomentProps {
  readonly jobId: JobId;
  /** Index in the report's moments. */
  readonly index: number;
  readonly name: string;
}

const text = texts.player;

/** Has the video of a moment cut, and saves it. */
export function SaveMoment({ jobId, index, name }: SaveMomentProps): ReactNode {
  const [isCutting, setCutting] = useState(false);
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);
  const save = async (): Promise<void> => {
    const left = new AbortController();
    leaving.current = left;
    setCutting(true);
    try {
      const address = await service.cutMoment(jobId, index, left.signal);
      saveFrom(`${address}?disposition=attachment`);
    } catch (error) {
      if (!left.signal.aborted) showToast(problemText(error));
    } finally {
      setCutting(false);
    }
  };
  return (
    <IconButton
      icon={isCutting ? 'clock' : 'download'}
      label={isCutting ? text.cutting(name) : text.saveMoment(name)}
      isDisabled={isCutting}
      onPress={() => void save()}
    />
  );
}

/** The answer is an attachment, so that the page stays. */
function saveFrom(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
