import type { ArtifactName, JobDocument } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { addressOf } from '../shared/artifacts.ts';
import { inBytes } from '../shared/format.ts';

const names: Readonly<Record<ArtifactName, string>> = {
  'annotated.mp4': 'Video with the skeleton',
  'annotated.png': 'Photo with the skeleton',
  'poster.jpg': 'Poster image',
  'landmarks.json': 'Landmarks',
  'track.bin': 'Smoothed track (binary)',
  'report.json': 'Report (JSON)',
  'report.html': 'Report to read and print',
  'timeseries.csv': 'Measurements per frame (CSV)',
  'onsets.json': 'Onsets of the music',
  'openpose.zip': 'OpenPose keypoints',
  'markers.trc': 'OpenSim markers',
  'angles.mot': 'OpenSim angles',
  'coco.json': 'COCO keypoints',
};

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
