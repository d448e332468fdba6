import { isDeepStrictEqual } from 'node:util';
import type { JobDocument } from '@dance-pose/contracts';
import type { JobStory } from './client.ts';
import type { Inputs } from './inputs.ts';
import type { InputName } from './plan.ts';
import type { QueueView } from './queue-view.ts';
import type { StoredJobView } from './store-view.ts';

/** All that a run has left, and what it should have. */
export interface Evidence {
  readonly stories: readonly JobStory[];
  /** Each input's job when nothing was disturbed. */
  readonly undisturbed: Readonly<Record<InputName, JobDocument>>;
  readonly inputs: Inputs;
  /** What the API says in the end; null: there is no such job. */
  readonly documents: ReadonlyMap<string, JobDocument | null>;
  readonly queue: QueueView;
  readonly objects: ReadonlyMap<string, StoredJobView>;
  readonly unfinishedFiles: readonly string[];
  readonly tempFolders: readonly string[];
  readonly processes: readonly string[];
  readonly maxAttempts: number;
}

export interface Findings {
  /** Each is a broken promise. */
  readonly problems: readonly string[];
  /** What broken uploads and killed processes left in the store and no job names: the janitor's. */
  readonly forJanitor: readonly string[];
  /** Jobs that failed while the store was away, so that only the queue knows. */
  readonly unrecorded: readonly string[];
  /** Jobs that faults have hit so often that no try was left: bounded, and told with the last one's code. */
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

/** The verdict that no try is left is given by a worker, and counts as one more. */
function isGivenUp(id: string, { documents, queue, maxAttempts }: Evidence): boolean {
  const code = documents.get(id)?.error?.code;
  const tries = queue.tries.get(id);
  if (code === 'worker-lost') return tries === maxAttempts + 1;
  return code === 'store-unavailable' && tries === maxAttempts;
}

function judgeQueue(
  { queue, maxAttempts }: Evidence,
  known: ReadonlySet<string>,
  givenUp: readonly string[],
): string[] {
  return [
    ...queue.unfinished.map((id) => `the queue has not ended job ${id}`),
    ...queue.held.map((what) => `still held: ${what}`),
    ...queue.jobIds.filter((id) => !known.has(id)).map((id) => `job ${id} is nobody's`),
    ...[...queue.ends].filter(([, n]) => n > 1).map(([id, n]) => `job ${id} ended ${n} times`),
    ...[...queue.tries]
      .filter(([id, n]) => n > maxAttempts && !givenUp.includes(id))
      .map(([id, n]) => `job ${id} had ${n} tries of ${maxAttempts}`),
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
  if (document === null) return [wrong('is gone')];
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

/** What a job's document and its record have in common. */
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

/** The dates of an end are those of the job's record, whoever tells them: they never change. */
const datesOf = ({ startedAt, finishedAt, attempts }: Ended) => ({
  startedAt,
  finishedAt,
  attempts,
});

/** State, reason and, byte for byte, the artifacts. */
const outcomeOf = (job: Ended) => ({
  state: job.state,
  code: job.error?.code ?? null,
  artifacts: hashesOf(job),
});

/** A store that is away keeps no job from failing; nothing but the reason is lost with Redis then. */
const mayLackRecord = ({ state }: Ended): boolean => state === 'failed';

function expectedObjects(document: Ended, objects: StoredJobView | undefined) {
  const artifacts = Object.entries(hashesOf(document)).map(([name, hash]) => [
    `artifacts/${name}`,
    hash,
  ]);
  const { input, 'job.json': record } = objects?.hashes ?? {};
  return { ...Object.fromEntries(artifacts), input, 'job.json': record };
}
