import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { sessionStore } from '../session/session.ts';
import { ago, inMinutes } from '../shared/format.ts';
import { useStore } from '../shared/store.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { FinishedTake, Take } from './take.ts';
import { dropTake, keptTakes, refreshTakes } from './takes.ts';

const FilmingDialog = lazy(() => import('./filming-dialog.tsx'));

interface FilmButtonProps {
  onTake(take: FinishedTake): void;
}

const text = texts.filming;

/** Records a clip with the device's camera, where pages may use one (secure origins only). */
export function FilmButton({ onTake }: FilmButtonProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (!('mediaDevices' in navigator) || typeof MediaRecorder === 'undefined') return null;
  return (
    <>
      <Button icon="camera" onPress={() => setOpen(true)}>
        {text.open}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <FilmingDialog onTake={onTake} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Takes of this browser that were not sent: after a reload, a crash, or “Keep it for later”. */
export function KeptTakes({ onTake }: FilmButtonProps): ReactNode {
  const session = useStore(sessionStore);
  const takes = useStore(keptTakes);
  const [opened, setOpened] = useState<Take>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the takes of another owner are others.
  useEffect(() => void refreshTakes(), [session]);
  return (
    <>
      {takes.map((take) => (
        <Notice key={take.id} tone="info">
          <p>{text.kept(inMinutes(take.durationMs / 1000), agoOf(take))}</p>
          <div className="row">
            <Button onPress={() => setOpened(take)}>{text.look}</Button>
            <Button variant="quiet" onPress={() => void dropTake(take.id)}>
              {text.discardKept}
            </Button>
          </div>
        </Notice>
      ))}
      {opened !== undefined && (
        <Suspense fallback={null}>
          <FilmingDialog kept={opened} onTake={onTake} onClose={() => setOpened(undefined)} />
        </Suspense>
      )}
    </>
  );
}

const agoOf = ({ startedAt }: Take): string => ago(new Date(startedAt).toISOString(), Date.now());
