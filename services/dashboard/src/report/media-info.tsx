import type { JobDocument } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { inBytes, inDate, inMinutes, inNumber, inWhole } from '../shared/format.ts';

/** Properties of the input and of the analysis. */
export function MediaInfoList({ job }: { readonly job: JobDocument }): ReactNode {
  const { input, result, createdAt, expiresAt } = job;
  if (input === null) return null;
  const facts: [string, string][] = [
    ['File', `${input.fileName}, ${inBytes(input.sizeBytes)}`],
    ['Picture', `${input.width} × ${input.height}, ${input.videoCodec}${input.hdr ? ', HDR' : ''}`],
    ...videoFacts(input),
    ['Pose model', result === null ? '' : `${result.summary.model}, ${result.summary.engine}`],
    ['Uploaded', inDate(createdAt)],
    ['Kept until', expiresAt === null ? '' : inDate(expiresAt)],
  ];
  return (
    <section className="card" aria-labelledby="media-info">
      <h2 id="media-info">Media info</h2>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function videoFacts(input: NonNullable<JobDocument['input']>): [string, string][] {
  if (input.kind === 'image') return [];
  const { audio, fps, frameCount, durationMs, variableFrameRate } = input;
  const rate = `${inNumber(fps)} fps${variableFrameRate ? ' (variable, analysed at a constant rate)' : ''}`;
  return [
    ['Length', `${inMinutes(durationMs / 1000)}, ${inWhole(frameCount)} frames, ${rate}`],
    ['Sound', audio === null ? 'none' : `${audio.codec}, ${inWhole(audio.sampleRateHz)} Hz`],
  ];
}
