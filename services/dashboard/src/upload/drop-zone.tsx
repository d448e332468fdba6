import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import './drop-zone.css';

interface DropZoneProps {
  onFiles(files: readonly File[]): void;
  /** Beside the button that chooses files. */
  readonly children?: ReactNode;
}

/** Files are dropped here or chosen; a whole window is a large target, so drops beside it count as well. */
export function DropZone({ onFiles, children }: DropZoneProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const hint = useId();
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the button does the same.
    <div
      className={isOver ? 'drop-zone over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className="drop-title">Drop dance clips here</p>
      <div className="row">
        <button
          type="button"
          className="primary"
          aria-describedby={hint}
          onClick={() => input.current?.click()}
        >
          Choose files
        </button>
        {children}
      </div>
      <p className="hint" id={hint}>
        Video (MP4, MOV, WebM, MKV, AVI) or photo (JPEG, PNG, WebP). One dancer, whole body in the
        picture, camera standing still.
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
    </div>
  );
}
