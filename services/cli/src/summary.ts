import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Artifact, type JobResult, readReport } from '@dance-pose/contracts';
import type { Analysis } from '@dance-pose/pipeline';
import { size } from './format.ts';

const artifactLine = ({ name, sizeBytes }: Artifact): string =>
  `  ${name.padEnd(16)} ${size(sizeBytes)}`;

function inputLine({ input }: Analysis): string {
  const picture = `${input.width}×${input.height}`;
  if (input.kind === 'image') return `${input.fileName}: picture, ${picture}`;
  const seconds = (input.durationMs / 1000).toFixed(1);
  const sound = input.audio === null ? 'no sound' : 'with sound';
  const fps = Math.round(input.fps * 100) / 100;
  return `${input.fileName}: ${picture}, ${fps} fps, ${seconds} s, ${sound}`;
}

function foundLine({ summary }: Analysis): string {
  const { framesAnalysed, framesWithPerson, meanVisibility, model } = summary;
  const seen =
    meanVisibility === null ? '' : `, ${Math.round(meanVisibility * 100)} % of the body in view`;
  return `Dancer found in ${framesWithPerson} of ${framesAnalysed} frames${seen} (model ${model}).`;
}

/** The output folder, and its name as the user gave it. */
export interface Written {
  readonly outDir: string;
  readonly asGiven: string;
}

/** Summary of the input, the tracking, the movement and the written files, for people. */
export async function describeAnalysis(analysis: Analysis, written: Written): Promise<string> {
  return [inputLine(analysis), foundLine(analysis), await describeReport(analysis, written)].join(
    '\n',
  );
}

/** Summary of the movement, and the written files. */
export async function describeReport(
  { warnings, artifacts }: Pick<JobResult, 'warnings' | 'artifacts'>,
  { outDir, asGiven }: Written,
): Promise<string> {
  const text = await readFile(join(outDir, 'report.json'), 'utf8');
  const { summary } = readReport(JSON.parse(text));
  return [
    '',
    ...summary.map(({ text: sentence }) => `• ${sentence}`),
    '',
    ...warnings.map((warning) => `Note: ${warning.text}`),
    `Written to ${asGiven}:`,
    ...artifacts.map(artifactLine),
  ].join('\n');
}
