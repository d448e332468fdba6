import type { JobDocument } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { addressOf } from '../shared/artifacts.ts';
import { inBytes } from '../shared/format.ts';
import { texts } from '../texts/texts.ts';

const names = texts.report.files;

/** Links to all artifacts of the job. */
export function Downloads({ job }: { readonly job: JobDocument }): ReactNode {
  return (
    <ul className="downloads">
      {job.result?.artifacts.map(({ name, sizeBytes }) => (
        <li key={name}>
          <a href={`${addressOf(job.id, name)}?disposition=attachment`} download>
            {names[name]}
          </a>{' '}
          <span className="hint">
            {name}, {inBytes(sizeBytes)}
          </span>
        </li>
      ))}
    </ul>
  );
}
