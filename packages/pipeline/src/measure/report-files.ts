import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AnalysisOptions, ArtifactName, TrackedClip } from '@dance-pose/contracts';
import { type MovementReport, timeSeriesCsv } from '@dance-pose/movement';
import { reportPage } from '@dance-pose/report-page';
import { exportFiles } from './export-files.ts';

/** All that a file about a dance can be made of. */
export interface MeasuredDance {
  /** As the user named the clip; shown, never used as a path. */
  readonly fileName: string;
  /** The engine's own landmarks. */
  readonly clip: TrackedClip;
  readonly movement: MovementReport;
  readonly options: AnalysisOptions;
}

/** An artifact and its content, made while it is written: files of long clips are never held as a whole. */
interface ReportFile {
  readonly name: ArtifactName;
  readonly content: Iterable<string> | AsyncIterable<Uint8Array>;
}

/** Makes the files of one kind; none when they were not asked for. */
type ReportWriter = (dance: MeasuredDance) => ReportFile[];

const reportJson: ReportWriter = ({ movement }) => [
  { name: 'report.json', content: [`${JSON.stringify(movement.report)}\n`] },
];

const reportHtml: ReportWriter = ({ fileName, movement: { report, series } }) => [
  { name: 'report.html', content: [reportPage(report, series, { fileName })] },
];

const timeSeries: ReportWriter = ({ movement: { series, track } }) => [
  { name: 'timeseries.csv', content: timeSeriesCsv(series, track.fps) },
];

/** What is written of every dance, in the order in which it is listed. */
const writers: readonly ReportWriter[] = [reportJson, reportHtml, timeSeries, exportFiles];

/** Writes all files about a dance into a folder. */
export async function writeReportFiles(
  dance: MeasuredDance,
  outDir: string,
  signal: AbortSignal,
): Promise<ArtifactName[]> {
  const names: ArtifactName[] = [];
  for (const { name, content } of writers.flatMap((write) => write(dance))) {
    await pipeline(Readable.from(content), createWriteStream(join(outDir, name)), { signal });
    names.push(name);
  }
  return names;
}
