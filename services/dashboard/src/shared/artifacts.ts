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
const inputOf = (jobId: JobId): string =>
  jobId === sampleId ? '/sample/input.mp4' : `/v1/jobs/${jobId}/input`;

/** A video of the dance without drawings. */
export interface CleanVideo {
  readonly address: string;
  /** Position in the video at which the analysed part starts. */
  readonly startSeconds: number;
}

/** The preview if there is one, else the uploaded file, which the browser may not play. */
export function cleanVideoOf({ id, options, result }: JobDocument): CleanVideo {
  return result?.picture === 'preview.mp4'
    ? { address: addressOf(id, 'preview.mp4'), startSeconds: 0 }
    : { address: inputOf(id), startSeconds: (options.trim?.startMs ?? 0) / 1000 };
}

/** Facts about the frames: those of the report, until it is loaded those of the input; undefined for a photo. */
export const sourceOf = ({ input }: JobDocument, report: Report | undefined) =>
  report?.source ?? (input === null || input.kind === 'image' ? undefined : input);

/** @param problem text for an answer with another status than 200. */
async function fetched(
  address: string,
  problem: (status: string) => string,
  init: RequestInit,
): Promise<Response> {
  const response = await fetch(address, init).catch((cause: unknown) => {
    throw new UnreachableError(texts.problems.unreachable, { cause });
  });
  if (!response.ok) throw new Error(problem(String(response.status)));
  return response;
}

export const loadSample = async (signal: AbortSignal): Promise<JobDocument> =>
  (await (
    await fetched('/sample/job.json', texts.problems.noSample, { signal })
  ).json()) as JobDocument;

const artifact = (jobId: JobId, name: ArtifactName, signal: AbortSignal): Promise<Response> =>
  fetched(addressOf(jobId, name), (status) => texts.problems.notLoaded(name, status), { signal });

export const loadReport = async (jobId: JobId, signal: AbortSignal): Promise<Report> =>
  upgradeReport(await (await artifact(jobId, 'report.json', signal)).json()) as Report;

export const loadLandmarks = async (jobId: JobId, signal: AbortSignal): Promise<LandmarksFile> =>
  (await (await artifact(jobId, 'landmarks.json', signal)).json()) as LandmarksFile;

/** Bytes of `track.bin`, from the first to the last; all of it from a server that does not know ranges. */
export async function loadTrackPart(
  jobId: JobId,
  first: number,
  last: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const headers = { Range: `bytes=${first}-${last}` };
  const answer = await fetched(
    addressOf(jobId, 'track.bin'),
    (status) => texts.problems.notLoaded('track.bin', status),
    { signal, headers },
  );
  return new Uint8Array(await answer.arrayBuffer());
}

export const loadTimeseries = async (jobId: JobId, signal: AbortSignal): Promise<Timeseries> =>
  parseTimeseries(await (await artifact(jobId, 'timeseries.csv', signal)).text());

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
