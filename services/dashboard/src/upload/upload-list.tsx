import type { ReactNode } from 'react';
import { inBytes, inMinutes, inPercent } from '../shared/format.ts';
import { useStore } from '../shared/store.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import { dropUpload, pauseUpload, retryUpload, type Upload, uploads } from './uploads.ts';
import './upload-list.css';

const text = texts.upload;

/** Files that are being uploaded, and files that were refused or failed. */
export function UploadList(): ReactNode {
  const list = useStore(uploads);
  if (list.length === 0) return null;
  return (
    <ul className="uploads" aria-label={text.list}>
      {list.map((upload) => (
        <UploadRow key={upload.key} upload={upload} />
      ))}
    </ul>
  );
}

function UploadRow({ upload }: { readonly upload: Upload }): ReactNode {
  const { file, state, sentBytes, problem } = upload;
  const done = file.size === 0 ? 0 : sentBytes / file.size;
  return (
    <li className={problem === null ? 'upload' : 'upload bad'}>
      <Icon name={problem === null ? 'upload' : 'problem'} />
      <div className="upload-facts">
        <strong>{file.name}</strong>
        <p className="hint" role={problem === null ? undefined : 'alert'}>
          {problem ?? describe(upload, done)}
        </p>
        {state === 'sending' && <Progress value={done} max={1} label={text.uploadOf(file.name)} />}
      </div>
      <UploadActions upload={upload} isSent={done >= 1} />
    </li>
  );
}

function UploadActions({ upload, isSent }: { readonly upload: Upload; readonly isSent: boolean }) {
  const { key, file, state } = upload;
  const end = state === 'refused' ? text.dismiss : text.cancel;
  return (
    <div className="row">
      {(state === 'waiting' || (state === 'sending' && !isSent)) && (
        <Button variant="quiet" onPress={() => pauseUpload(key)}>
          {text.pause}
        </Button>
      )}
      {(state === 'paused' || state === 'failed') && (
        <Button onPress={() => retryUpload(key)}>
          {state === 'paused' ? text.resume : text.retry}
        </Button>
      )}
      <Button
        variant="quiet"
        onPress={() => dropUpload(key)}
        aria-label={texts.clips.ofClip(end, file.name)}
      >
        {end}
      </Button>
    </div>
  );
}

function describe({ state, file, sentBytes, speed }: Upload, done: number): string {
  if (state === 'waiting') return text.waiting(inBytes(file.size));
  if (state === 'paused') return text.paused;
  const left = speed ? texts.common.left(inMinutes((file.size - sentBytes) / speed)) : '';
  const rate = speed ? text.rate(inBytes(speed)) : '';
  const amount = text.amount(inBytes(sentBytes), inBytes(file.size));
  return [text.uploading, inPercent(done), amount, rate, left].filter(Boolean).join(' · ');
}
