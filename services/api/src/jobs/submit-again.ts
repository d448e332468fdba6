import {
  type ArtifactName,
  type ErrorCode,
  isEnded,
  type JobId,
  type JobOptions,
  type JobRecord,
  type JobResult,
  type JobSource,
  type OptionChanges,
  objectKeys,
  parseUserInput,
  reanalyseSchema,
  rerenderSchema,
  UserError,
  type WarningCode,
  withChanges,
} from '@dance-pose/contracts';
import type { Inheritance } from '@dance-pose/queue';
import type { ObjectStore } from '@dance-pose/storage';
import type { Request } from 'express';
import { audited } from '../access/audit.ts';
import { takeJobSlot, takeUploadSlot } from '../access/slot-limits.ts';
import type { Call } from '../http/endpoint.ts';
import { findJob, unknownJob } from './find-job.ts';
import { oncePerKey } from './idempotency.ts';
import { enqueue, newJobId, withdraw } from './submit-job.ts';

type How = NonNullable<JobSource['basedOn']>['how'];

const schemas = { reanalysis: reanalyseSchema, rendering: rerenderSchema };

/** What can go wrong when a job is made of another one. */
export const submitAgainErrors: readonly ErrorCode[] = [
  'invalid-request',
  'invalid-options',
  'not-found',
  'request-in-progress',
  'job-not-finished',
  'job-has-no-result',
  'input-missing',
  'idempotency-key-reused',
  'too-many-requests',
  'queue-unavailable',
  'store-unavailable',
];

/**
 * Makes a job that goes on from the landmarks of the completed job `:id`, with the options that the body
 * changes. All that it needs of that one is copied first, within the store: whatever happens to the one is
 * nothing to the other.
 */
export async function submitAgain(call: Call, how: How): Promise<JobRecord> {
  const id = await audited(call, 'submit', async () => {
    const changes = readChanges(call.request, how);
    return oncePerKey(call, newJobId(), (newId) => makeJob(call, newId, how, changes));
  });
  return (await findJob(call, id)).record;
}

function readChanges(request: Request, how: How): OptionChanges {
  if (request.is('application/json')) {
    return parseUserInput(schemas[how], request.body, 'invalid-options');
  }
  throw new UserError(
    'invalid-request',
    'Send the options to change as JSON, with Content-Type: application/json; {} changes none.',
  );
}

async function makeJob(call: Call, id: JobId, how: How, changes: OptionChanges): Promise<void> {
  const { record } = await findJob(call, call.request.params.id as string);
  const from = { ...record, result: resultOf(record) };
  call.about(id);
  await using _upload = await takeUploadSlot(call, id);
  await using undo = new AsyncDisposableStack();
  await takeJobSlot(call, id);
  undo.defer(() => withdraw(call, id));
  const options = withChanges(from.options, changes);
  const inherited = await takeOver[how](call.store, from, { id, options });
  const source = { ...from.source, basedOn: { jobId: from.id, how } };
  await enqueue(call, { id, source, options, inherited });
  undo.move();
}

function resultOf({ id, state, result }: JobRecord): JobResult {
  if (result !== null) return result;
  if (!isEnded(state)) {
    throw new UserError(
      'job-not-finished',
      `Job ${id} is ${state}. Try again when it has completed.`,
    );
  }
  throw new UserError(
    'job-has-no-result',
    `Job ${id} is ${state} and has no landmarks to re-run. Upload the file again.`,
  );
}

interface Completed extends JobRecord {
  readonly result: JobResult;
}

type NewJob = Pick<JobRecord, 'id' | 'options'>;

type TakeOver = (store: ObjectStore, from: Completed, to: NewJob) => Promise<Inheritance>;

/** What each kind of job begins with. */
const takeOver: Readonly<Record<How, TakeOver>> = {
  async reanalysis(store, from, { id, options }) {
    const hasOnsets = has(from, 'onsets.json');
    if (!hasOnsets && !has(from, 'report.json')) throw noMusic(from);
    const kept = [
      ...(['annotated.mp4', 'annotated.png', 'preview.mp4', 'poster.jpg'] as const),
      ...(['thumbnails.jpg', 'landmarks.json', 'onsets.json'] as const),
    ];
    const inherited = await takeArtifacts(store, from, id, kept);
    // Of a job without onsets the report has the music; the new job's own report takes its place.
    if (!hasOnsets) await takeArtifacts(store, from, id, ['report.json']);
    // For music options, and for a rerender.
    const hasInput = await takeInput(store, from.id, id);
    if (!hasOnsets && !hasInput && setsMusic(options) && mayHaveMusic(from)) throw noSound(from);
    return { ...inherited, ...shownOf(from, hasInput) };
  },
  async rendering(store, from, { id }) {
    if (await takeInput(store, from.id, id)) {
      return takeArtifacts(store, from, id, ['landmarks.json', 'preview.mp4']);
    }
    throw new UserError(
      'input-missing',
      `The file of job ${from.id} has expired, so its video cannot be rendered again. Upload it again, or use POST /v1/jobs/${from.id}/reanalyse, which needs no file.`,
    );
  },
};

const has = ({ result }: Completed, name: ArtifactName): boolean =>
  result.artifacts.some((artifact) => artifact.name === name);

const setsMusic = ({ music }: JobOptions): boolean => Object.keys(music).length > 0;

const withoutMusic: ReadonlySet<WarningCode> = new Set(['silent-sound', 'sound-unreadable']);

/** False if the sound is known to have no music: then music options have no effect, with or without the file. */
const mayHaveMusic = ({ input, result }: Completed): boolean =>
  input?.audio !== null && !result.warnings.some(({ code }) => withoutMusic.has(code));

/** Thumbnails and clean picture, as far as they are there. */
function shownOf(
  { result: { thumbnails, picture } }: Completed,
  hasInput: boolean,
): Pick<JobResult, 'thumbnails' | 'picture'> {
  const isThere = picture === 'preview.mp4' || hasInput;
  return { ...(thumbnails && { thumbnails }), ...(picture && isThere && { picture }) };
}

const noMusic = ({ id }: Completed): UserError =>
  new UserError(
    'job-has-no-result',
    `Job ${id} has no report, from which a reanalysis takes the music. POST /v1/jobs/${id}/rerender makes one.`,
  );

const noSound = ({ id }: Completed): UserError =>
  new UserError(
    'input-missing',
    `The options "music" need the sound of the clip or its onsets.json. Job ${id} is older than onsets.json, and its file has expired. Upload the clip again with these options, or reanalyse it without them.`,
  );

async function takeArtifacts(
  store: ObjectStore,
  { id, input, result }: Completed,
  toId: JobId,
  names: readonly ArtifactName[],
): Promise<Inheritance> {
  const artifacts = result.artifacts.filter(({ name }) => names.includes(name));
  for (const { name } of artifacts) {
    const copy = store.copy(objectKeys.artifact(id, name), objectKeys.artifact(toId, name));
    // Deleted since we looked.
    if (!(await isDone(copy))) throw unknownJob(id);
  }
  const warnings = result.warnings.filter(({ code }) => code !== 'music-options-unused');
  return { artifacts, input, warnings };
}

const takeInput = (store: ObjectStore, fromId: JobId, toId: JobId): Promise<boolean> =>
  isDone(store.copy(objectKeys.input(fromId), objectKeys.input(toId)));

/** False: there was no such object. */
async function isDone(copy: Promise<void>): Promise<boolean> {
  try {
    await copy;
    return true;
  } catch (error) {
    if (error instanceof UserError && error.code === 'not-found') return false;
    throw error;
  }
}
