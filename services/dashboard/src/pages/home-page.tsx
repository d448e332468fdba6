import type { JobOptionsInput } from '@dance-pose/contracts';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { FilmButton, KeptTakes } from '../filming/film-button.tsx';
import type { FinishedTake } from '../filming/take.ts';
import { Example } from '../home/example.tsx';
import { HowToFilm } from '../home/how-to-film.tsx';
import { Intro } from '../home/intro.tsx';
import { WhatYouGet } from '../home/what-you-get.tsx';
import { JobList } from '../jobs/job-list.tsx';
import type { JobsState } from '../jobs/jobs.ts';
import { useLiveJobs } from '../jobs/use-live-jobs.ts';
import { useStore } from '../shared/store.ts';
import { usePageTitle } from '../shared/use-page-title.ts';
import { texts } from '../texts/texts.ts';
import { Fold } from '../ui/fold.tsx';
import { Notice } from '../ui/notice.tsx';
import { DropZone } from '../upload/drop-zone.tsx';
import { OptionsForm } from '../upload/options-form.tsx';
import { UploadList } from '../upload/upload-list.tsx';
import { addFiles, uploads } from '../upload/uploads.ts';
import './home-page.css';

/** Send clips and see their list. Who has none yet learns what there is to get, and how to film. */
export function HomePage(): ReactNode {
  usePageTitle(texts.clips.pageTitle);
  const [options, setOptions] = useState<JobOptionsInput>({});
  const live = useLiveJobs();
  const isSending = useStore(uploads).length > 0;
  const isFirst = !isSending && live.jobs.length === 0 && live.state !== 'loading';
  const send = (files: readonly File[]): void => addFiles(files, options);
  const sendTake = ({ file, trim, ...owner }: FinishedTake): void =>
    addFiles([file], trim === undefined ? options : { ...options, trim }, owner);
  return (
    <div className={isFirst ? 'home first' : 'home'}>
      <Intro isFirst={isFirst} />
      <section className="send" aria-label={texts.upload.title}>
        <DropZone onFiles={send}>
          <FilmButton onTake={sendTake} />
        </DropZone>
        <OptionsForm options={options} onChange={setOptions} />
        <KeptTakes onTake={sendTake} />
        <UploadList />
        <ListProblem {...live} />
        {isFirst && <Example />}
        {isFirst && <JobList {...live} />}
      </section>
      {isFirst ? (
        <>
          <WhatYouGet />
          <HowToFilm />
        </>
      ) : (
        <section className="clips" aria-label={texts.clips.title}>
          <JobList {...live} />
          <div>
            <Fold title={texts.welcome.film.title}>
              <HowToFilm />
            </Fold>
            <Fold title={texts.welcome.exampleName}>
              <Example />
            </Fold>
          </div>
        </section>
      )}
    </div>
  );
}

function ListProblem({ state, problem }: JobsState): ReactNode {
  if (state === 'sign-in') {
    return (
      <Notice tone="problem">
        <Link href="/sign-in">{texts.session.signIn}</Link>
        {texts.clips.toSee}
      </Notice>
    );
  }
  return state === 'offline' && <Notice tone="problem">{problem}</Notice>;
}
