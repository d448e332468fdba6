import type { ReactNode } from 'react';
import { inBytes, inMinutes, inPercent } from '../shared/format.ts';
import { useStore } from '../shared/store.ts';
import { dropUpload, pauseUpload, retryUpload, type Upload, uploads } from './uploads.ts';

/** Files that are being uploaded, and files that were refused or failed. */
export function UploadList(): ReactNode {
  const list = useStore(uploads);
  if (list.length === 0) return null;
  return (
    <ul className="uploads" aria-label="Uploads">
      {list.map((upload) => (
        <UploadRow key={upload.key} upload={upload} />
      ))}
    </ul>
  );
}

function UploadRow({ upload }: { readonly upload: Upload }): ReactNode {
  const { key, file, state, sentBytes, problem } = upload;
  const done = file.size === 0 ? 0 : sentBytes / file.size;
  return (
    <li className={problem === null ? 'job' : 'job bad'}>
      <div className="job-facts">
        <strong>{file.name}</strong>
        {state === 'sending' && (
          <progress value={done} max={1} aria-label={`Upload of ${file.name}`} />
        )}
        <p className="hint" role={problem === null ? undefined : 'alert'}>
          {problem ?? describe(upload, done)}
        </p>
      </div>
      <div className="row">
        {(state === 'waiting' || (state === 'sending' && done < 1)) && (
          <button type="button" onClick={() => pauseUpload(key)}>
            Pause
          </button>
        )}
        {(state === 'paused' || state === 'failed') && (
          <button type="button" onClick={() => retryUpload(key)}>
            {state === 'paused' ? 'Resume' : 'Retry'}
          </button>
        )}
        <button
          type="button"
          onClick={() => dropUpload(key)}
          aria-label={`${state === 'refused' ? 'Dismiss' : 'Cancel'} ${file.name}`}
        >
          {state === 'refused' ? 'Dismiss' : 'Cancel'}
        </button>
      </div>
    </li>
  );
}

function describe({ state, file, sentBytes, speed }: Upload, done: number): string {
  if (state === 'waiting') return `Waiting to upload · ${inBytes(file.size)}`;
  if (state === 'paused') return 'Paused. Resuming sends the file from the beginning.';
  const left = speed ? `${inMinutes((file.size - sentBytes) / speed)} left` : '';
  const rate = speed ? `${inBytes(speed)}/s` : '';
  const amount = `${inBytes(sentBytes)} of ${inBytes(file.size)}`;
  return ['Uploading', inPercent(done), amount, rate, left].filter(Boolean).join(' · ');
}
