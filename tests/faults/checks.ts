import { isDeepStrictEqual } from 'node:util';
import type { JobDocument } from '@dance-pose/contracts';
import type { JobStory } from './client.ts';
import type { Inputs } from './inputs.ts';
import type { InputName } from './plan.ts';
import type { QueueView } from './queue-view.ts';
import type { StoredJobView } from './store-view.ts';

/** The results of a run, and what they should be. */
export interface Evidence {
  readonly stories: readonly JobStory[];
  /** Each input's job in an undisturbed run. */
  readonly undisturbed: Readonly<Record<InputName, JobDocument>>;
  readonly inputs: Inputs;
  /** Final documents from the API; null: the job does not exist. */
  readonly documents: ReadonlyMap<string, JobDocument | null>;
  readonly queue: QueueView;
  readonly objects: ReadonlyMap<string, StoredJobView>;
  readonly unfinishedFiles: readonly string[];
  readonly tempFolders: readonly string[];
  readonly processes: readonly string[];
  readonly maxAttempts: number;
}

export interface Findings {
  /** Broken guarantees. */
  readonly problems: readonly string[];
  /** Orphans that aborted uploads and killed processes left in the store; the janitor removes them. */
  readonly forJanitor: readonly string[];
  /** Jobs that failed while the store was unavailable, so that only the queue has their record. */
  readonly unrecorded: readonly string[];
  /** Jobs that faults hit until no attempt was left; they fail with the error of the last attempt. */
  readonly givenUp: readonly string[];
}

export function judge(evidence: Evidence): Findings {
  const known = new Set(evidence.documents.keys());
  const strays = [...evidence.objects].filter(
    ([id]) => !known.has(id) && !evidence.queue.jobIds.includes(id),
  );
  const givenUp = [...evidence.documents.keys()].filter((id) => isGivenUp(id, evidence));
  const isUpload = ([, { hashes }]: (typeof strays)[number]) =>
    Object.keys(hashes).join() === 'input';
  return {
    problems: [
      ...evidence.stories.flatMap((story) => judgeStory(story, evidence)),
      ...judgeQueue(evidence, known, givenUp),
      ...strays
        .filter((stray) => !isUpload(stray))
        .map(([id, { hashes }]) => `objects without a job: ${id} ${Object.keys(hashes)}`),
      ...evidence.tempFolders.map((name) => `temporary folder left: ${name}`),
      ...evidence.processes.map((name) => `process left: ${name}`),
    ],
    unrecorded: [...evidence.documents].flatMap(([id, document]) =>
      document !== null && evidence.objects.get(id)?.record == null ? [id] : [],
    ),
    givenUp,
    forJanitor: [...strays.filter(isUpload).map(([id]) => id), ...evidence.unfinishedFiles],
  };
}

/** A worker decides that no attempt is left, which counts as one more attempt. */
function isGivenUp(id: string, { documents, queue, maxAttempts }: Evidence): boolean {
  const code = documents.get(id)?.error?.code;
  const attempts = queue.attempts.get(id);
  if (code === 'worker-lost') return attempts === maxAttempts + 1;
  return code === 'store-unavailable' && attempts === maxAttempts;
}

function judgeQueue(
  { queue, maxAttempts }: Evidence,
  known: ReadonlySet<string>,
  givenUp: readonly string[],
): string[] {
  return [
    ...queue.unfinished.map((id) => `the queue has not ended job ${id}`),
    ...queue.held.map((what) => `still held: ${what}`),
    ...queue.jobIds.filter((id) => !known.has(id)).map((id) => `job ${id} is unknown`),
    ...[...queue.ends].filter(([, n]) => n > 1).map(([id, n]) => `job ${id} ended ${n} times`),
    ...[...queue.attempts]
      .filter(([id, n]) => n > maxAttempts && !givenUp.includes(id))
      .map(([id, n]) => `job ${id} had ${n} attempts instead of ${maxAttempts}`),
  ];
}

const cancelled = { state: 'cancelled', code: 'cancelled', artifacts: {} };

function judgeStory(story: JobStory, evidence: Evidence): string[] {
  const { id, planned, ended } = story;
  const objects = evidence.objects.get(id);
  const document = evidence.documents.get(id) ?? null;
  const wrong = (what: string): string => `${planned.name} (${planned.wish}, ${id}): ${what}`;
  if (ended === null) {
    return [
      ...(document === null ? [] : [wrong('deleted, and still there')]),
      ...(objects === undefined ? [] : [wrong(`deleted, left ${Object.keys(objects.hashes)}`)]),
    ];
  }
  if (document === null) return [wrong('is missing')];
  const problems: string[] = [];
  const expect = (what: string, is: unknown, should: unknown): void => {
    if (isDeepStrictEqual(is, should)) return;
    problems.push(wrong(`${what} is ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`));
  };
  expect('the end, seen again,', outcomeOf(document), outcomeOf(ended));
  expect('its dates, seen again,', datesOf(document), datesOf(ended));
  const outcome = outcomeOf(document);
  const wanted = outcomeOf(evidence.undisturbed[planned.input]);
  const isCancelled = planned.wish === 'cancelled' && document.state === 'cancelled';
  const lost = { state: 'failed', code: outcome.code, artifacts: {} };
  const isLost = isGivenUp(id, evidence);
  expect('the outcome', outcome, isCancelled ? cancelled : isLost ? lost : wanted);
  if (evidence.queue.jobIds.includes(id)) expect('times ended', evidence.queue.ends.get(id), 1);
  if (document.state === 'completed') {
    expect('the store', objects?.hashes, expectedObjects(document, objects));
  }
  const record = objects?.record ?? null;
  if (record === null && mayLackRecord(document)) return problems;
  expect('job.json', record && outcomeOf(record), outcome);
  expect('the dates in job.json', record && datesOf(record), datesOf(document));
  return problems;
}

/** Fields that a job's document and its record have in common. */
interface Ended {
  readonly state: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly attempts: number;
  readonly error: { readonly code: string } | null;
  readonly result: {
    readonly artifacts: readonly { readonly name: string; readonly sha256: string }[];
  } | null;
}

const hashesOf = ({ result }: Ended): Record<string, string> =>
  Object.fromEntries((result?.artifacts ?? []).map(({ name, sha256 }) => [name, sha256]));

/** Dates of an ended job: they never change, and document and record agree on them. */
const datesOf = ({ startedAt, finishedAt, attempts }: Ended) => ({
  startedAt,
  finishedAt,
  attempts,
});

/** State, error and the artifacts, compared byte by byte. */
const outcomeOf = (job: Ended) => ({
  state: job.state,
  code: job.error?.code ?? null,
  artifacts: hashesOf(job),
});

/** A job can fail while the store is unavailable; only its error is lost if Redis then loses its data. */
const mayLackRecord = ({ state }: Ended): boolean => state === 'failed';

function expectedObjects(document: Ended, objects: StoredJobView | undefined) {
  const artifacts = Object.entries(hashesOf(document)).map(([name, hash]) => [
    `artifacts/${name}`,
    hash,
  ]);
  const { input, 'job.json': record } = objects?.hashes ?? {};
  return { ...Object.fromEntries(artifacts), input, 'job.json': record };
}
