import type { JobOptionsInput } from '@dance-pose/contracts';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { JobList } from '../jobs/job-list.tsx';
import { useLiveJobs } from '../jobs/use-live-jobs.ts';
import { usePageTitle } from '../shared/use-page-title.ts';
import { CameraButton } from '../upload/camera-button.tsx';
import { DropZone } from '../upload/drop-zone.tsx';
import { OptionsForm } from '../upload/options-form.tsx';
import { UploadList } from '../upload/upload-list.tsx';
import { addFiles } from '../upload/uploads.ts';
import './home-page.css';

/** Upload clips and see the list of jobs. */
export function HomePage(): ReactNode {
  usePageTitle('Clips');
  const [options, setOptions] = useState<JobOptionsInput>({});
  const live = useLiveJobs();
  const send = (files: readonly File[]): void => addFiles(files, options);
  return (
    <div className="home">
      <section className="card" aria-labelledby="send">
        <h1 id="send">Analyse a dance</h1>
        <DropZone onFiles={send}>
          <CameraButton onClip={(file) => send([file])} />
        </DropZone>
        <OptionsForm options={options} onChange={setOptions} />
        <UploadList />
      </section>
      <section className="card" aria-labelledby="clips">
        <h2 id="clips">Your clips</h2>
        {live.state === 'sign-in' && (
          <p className="problem" role="alert">
            <Link href="/sign-in">Sign in</Link> to see your clips.
          </p>
        )}
        {live.state === 'offline' && (
          <p className="problem" role="alert">
            {live.problem}
          </p>
        )}
        <JobList {...live} />
      </section>
    </div>
  );
}
