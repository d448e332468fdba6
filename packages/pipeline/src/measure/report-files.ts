import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type {
  AnalysisOptions,
  ArtifactName,
  MusicFeatures,
  TrackedClip,
} from '@dance-pose/contracts';
import { type MovementReport, timeSeriesCsv } from '@dance-pose/movement';
import { reportPage } from '@dance-pose/report-page';
import { exportFiles } from './export-files.ts';

/** Everything that the files about a dance are made from. */
export interface MeasuredDance {
  /** The user's name of the clip; for display only, never a path. */
  readonly fileName: string;
  /** The engine's own landmarks. */
  readonly clip: TrackedClip;
  /** Properties of the sound; null if there is none, or if the music is from an earlier report. */
  readonly features: MusicFeatures | null;
  readonly movement: MovementReport;
  readonly options: AnalysisOptions;
}

/**
 * An artifact with its content, which is generated while it is written: files of long clips are never held in memory.
 */
interface ReportFile {
  readonly name: ArtifactName;
  readonly content: Iterable<string> | AsyncIterable<Uint8Array>;
}

/** Generates the files of one kind; none if they were not requested. */
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

const onsets: ReportWriter = ({ features }) =>
  features === null ? [] : [{ name: 'onsets.json', content: [`${JSON.stringify(features)}\n`] }];

/** Writers in the order of the list of artifacts. */
const writers: readonly ReportWriter[] = [reportJson, reportHtml, timeSeries, onsets, exportFiles];

/** Writes all files about a dance into a folder; returns their names. */
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
