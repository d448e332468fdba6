import type { ArtifactName, JobDocument, LandmarksFile, Report } from '@dance-pose/contracts';

type Result = NonNullable<JobDocument['result']>;

export const urlOf = ({ artifacts }: Result, name: ArtifactName): string | undefined =>
  artifacts.find((artifact) => artifact.name === name)?.url;

async function fetched(result: Result, name: ArtifactName, signal: AbortSignal): Promise<Response> {
  const url = urlOf(result, name);
  if (url === undefined) throw new Error(`This clip has no ${name}.`);
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${name} could not be loaded (${response.status}).`);
  return response;
}

export const loadReport = async (result: Result, signal: AbortSignal): Promise<Report> =>
  (await (await fetched(result, 'report.json', signal)).json()) as Report;

export const loadLandmarks = async (result: Result, signal: AbortSignal): Promise<LandmarksFile> =>
  (await (await fetched(result, 'landmarks.json', signal)).json()) as LandmarksFile;

export const loadTimeseries = async (result: Result, signal: AbortSignal): Promise<Timeseries> =>
  parseTimeseries(await (await fetched(result, 'timeseries.csv', signal)).text());

/** `timeseries.csv`: one value a frame in every column, null where it could not be measured. */
export interface Timeseries {
  readonly seconds: readonly number[];
  readonly names: readonly string[];
  column(name: string): (number | null)[];
}

/** The file's cells are numbers or empty and never quoted (docs/report.md). */
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
