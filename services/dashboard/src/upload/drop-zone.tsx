import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import './drop-zone.css';

interface DropZoneProps {
  onFiles(files: readonly File[]): void;
  /** Shown next to the button that chooses files. */
  readonly children?: ReactNode;
}

/** Takes files from a file dialog, or dropped anywhere on the page. */
export function DropZone({ onFiles, children }: DropZoneProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const hint = useId();
  useDrops(setOver, onFiles);
  return (
    <div className="drop-zone">
      <div className="row">
        <Button
          variant="primary"
          icon="upload"
          aria-describedby={hint}
          onPress={() => input.current?.click()}
        >
          {texts.upload.choose}
        </Button>
        {children}
        <span className="hint drop-hint">{texts.upload.drop}</span>
      </div>
      <p className="hint" id={hint}>
        {texts.upload.accepted}
      </p>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        accept="video/*,image/jpeg,image/png,image/webp,.mkv,.avi,.mov"
        multiple
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      {isOver && <div className="drop-here">{texts.upload.dropNow}</div>}
    </div>
  );
}

function useDrops(setOver: (isOver: boolean) => void, onFiles: DropZoneProps['onFiles']): void {
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    const over = (): void => setOver(true);
    const drop = (event: DragEvent): void => {
      setOver(false);
      take([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragover', over, { signal });
    addEventListener('drop', drop, { signal });
    document.addEventListener('dragleave', () => setOver(false), { signal });
    return () => left.abort();
  }, [setOver]);
}
