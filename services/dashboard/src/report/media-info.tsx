import type { JobDocument } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { inBytes, inDate, inMinutes, inNumber, inWhole } from '../shared/format.ts';
import { texts } from '../texts/texts.ts';

const text = texts.job.facts;

/** Properties of the input and of the analysis. */
export function MediaInfoList({ job }: { readonly job: JobDocument }): ReactNode {
  const { input, result, createdAt, expiresAt } = job;
  if (input === null) return null;
  const { fileName, sizeBytes, width, height, videoCodec, hdr } = input;
  const facts: [string, string][] = [
    [text.file, `${fileName}, ${inBytes(sizeBytes)}`],
    [text.picture, [`${width} × ${height}`, videoCodec, ...(hdr ? [text.hdr] : [])].join(', ')],
    ...videoFacts(input),
    [text.model, result === null ? '' : `${result.summary.model}, ${result.summary.engine}`],
    [text.uploaded, inDate(createdAt)],
    [text.keptUntil, expiresAt === null ? '' : inDate(expiresAt)],
  ];
  return (
    <section aria-labelledby="media-info">
      <h2 id="media-info">{text.title}</h2>
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
  const rate = text.rate(inNumber(fps)) + (variableFrameRate ? text.variable : '');
  return [
    [text.length, text.lengthText(inMinutes(durationMs / 1000), inWhole(frameCount), rate)],
    [
      text.sound,
      audio === null ? text.noSound : text.soundText(audio.codec, inWhole(audio.sampleRateHz)),
    ],
  ];
}
