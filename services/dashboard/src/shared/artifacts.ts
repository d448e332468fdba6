import { UnreachableError } from '@dance-pose/client';
import {
  type ArtifactName,
  type JobDocument,
  type JobId,
  type LandmarksFile,
  type Report,
  upgradeReport,
} from '@dance-pose/contracts';
import { texts } from '../texts/texts.ts';
import { sampleId } from './sample-id.ts';

/**
 * Address that redirects to a fresh presigned URL each time: the URLs themselves expire while a page is open. The
 * files of the sample are the pages' own.
 */
export const addressOf = (jobId: JobId, name: ArtifactName): string =>
  jobId === sampleId ? `/sample/${name}` : `/v1/jobs/${jobId}/artifacts/${name}`;

/** Address of the file that the user uploaded. */
export const inputOf = (jobId: JobId): string =>
  jobId === sampleId ? '/sample/input.mp4' : `/v1/jobs/${jobId}/input`;

export async function loadSample(signal: AbortSignal): Promise<JobDocument> {
  const response = await fetch('/sample/job.json', { signal }).catch((cause: unknown) => {
    throw new UnreachableError(texts.problems.unreachable, { cause });
  });
  if (!response.ok) throw new Error(texts.problems.noSample(String(response.status)));
  return (await response.json()) as JobDocument;
}

async function fetched(jobId: JobId, name: ArtifactName, signal: AbortSignal): Promise<Response> {
  const response = await fetch(addressOf(jobId, name), { signal }).catch((cause: unknown) => {
    throw new UnreachableError(texts.problems.unreachable, { cause });
  });
  if (!response.ok) throw new Error(texts.problems.notLoaded(name, String(response.status)));
  return response;
}

export const loadReport = async (jobId: JobId, signal: AbortSignal): Promise<Report> =>
  upgradeReport(await (await fetched(jobId, 'report.json', signal)).json()) as Report;

export const loadLandmarks = async (jobId: JobId, signal: AbortSignal): Promise<LandmarksFile> =>
  (await (await fetched(jobId, 'landmarks.json', signal)).json()) as LandmarksFile;

export const loadTimeseries = async (jobId: JobId, signal: AbortSignal): Promise<Timeseries> =>
  parseTimeseries(await (await fetched(jobId, 'timeseries.csv', signal)).text());

/** `timeseries.csv`: one value per frame and column, null where it could not be measured. */
export interface Timeseries {
  readonly seconds: readonly number[];
  readonly names: readonly string[];
  column(name: string): (number | null)[];
}

/** Cells are numbers or empty and never quoted (docs/report.md). */
export function parseTimeseries(text: string): Timeseries {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const names = header.split(',');
  const rows = lines.map((line) => line.split(','));
  const column = (name: string): (number | null)[] => {
    const at = names.indexOf(name);
    return rows.map((row) => (row[at] ? Number(row[at]) : null));
  };
  return { seconds: column('time_s').map((value) => value ?? 0), names, column };
}
