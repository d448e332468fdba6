import type { ReactNode } from 'react';
import { useStore } from '../shared/store.ts';
import { inBytes, inMinutes, inPercent } from '../shared/words.ts';
import { dropUpload, pauseUpload, retryUpload, type Upload, uploads } from './uploads.ts';

/** Files on their way to the service, and those that it will not have. */
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
            {state === 'paused' ? 'Go on' : 'Try again'}
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
  if (state === 'waiting') return `Waiting to be sent · ${inBytes(file.size)}`;
  if (state === 'paused') return 'Paused. Going on sends the file from its beginning.';
  const left = speed ? `${inMinutes((file.size - sentBytes) / speed)} left` : '';
  const rate = speed ? `${inBytes(speed)}/s` : '';
  const amount = `${inBytes(sentBytes)} of ${inBytes(file.size)}`;
  return ['Sending', inPercent(done), amount, rate, left].filter(Boolean).join(' · ');
}
