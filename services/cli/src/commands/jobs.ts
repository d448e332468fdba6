import { isEnded, type JobDocument } from '@dance-pose/client';
import { type JobState, UserError } from '@dance-pose/contracts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { describeJob, describeJobs, describeProgress } from '../jobs/describe-job.ts';
import { connect, type Service, type ServiceEnv, type ServiceFlags } from '../jobs/service.ts';
import { ServiceError } from '../jobs/service-error.ts';
import { ProgressLine } from '../progress-line.ts';
import { say, type Terminal } from '../terminal.ts';

export interface JobsDeps {
  readonly terminal: Terminal;
  readonly service: ServiceEnv;
  readonly signal: AbortSignal;
}

export interface ListFlags extends ServiceFlags {
  readonly state?: JobState;
  readonly limit: number;
  readonly cursor?: string;
  readonly all: boolean;
  readonly json: boolean;
}

export interface ShowFlags extends ServiceFlags {
  readonly follow: boolean;
  readonly json: boolean;
}

const toJson = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** `dance-pose jobs ls`: lists a page of jobs, newest first, or all jobs. */
export async function listJobs(flags: ListFlags, deps: JobsDeps): Promise<void> {
  const { client, ask } = await connect(flags, deps.service);
  const { terminal, signal } = deps;
  const { state, limit, cursor } = flags;
  const filter = { limit, ...(state && { state }), ...(cursor && { cursor }) };
  const page = await ask(async () =>
    flags.all
      ? { jobs: await collect(client.all(filter, signal)), nextCursor: null }
      : await client.list(filter, signal),
  );
  if (flags.json) return say(terminal.out, toJson(page));
  if (page.jobs.length === 0) return say(terminal.err, 'No jobs found.');
  say(terminal.out, describeJobs(page.jobs, Date.now()));
  if (page.nextCursor !== null) say(terminal.err, `More: --cursor ${page.nextCursor}, or --all`);
}

async function collect(jobs: AsyncIterable<JobDocument>): Promise<JobDocument[]> {
  const collected: JobDocument[] = [];
  for await (const job of jobs) collected.push(job);
  return collected;
}

/** `dance-pose jobs show`: shows a job now, or follows it until it ends. */
export async function showJob(id: string, flags: ShowFlags, deps: JobsDeps): Promise<void> {
  const service = await connect(flags, deps.service);
  const { terminal, signal } = deps;
  if (flags.follow) return followJob(id, flags, { ...deps, ...service });
  const job = await service.ask(() => service.client.get(id, signal));
  say(terminal.out, flags.json ? toJson(job) : describeJob(job, Date.now()));
}

/** With `--json` every change is a line. @throws ServiceError unless the job completes. */
async function followJob(
  id: string,
  { json }: ShowFlags,
  { terminal, signal, client, ask }: JobsDeps & Service,
): Promise<void> {
  using line = new ProgressLine(terminal);
  const onChange = (job: JobDocument): void => {
    if (json) say(terminal.out, JSON.stringify(job));
    else if (!isEnded(job))
      line.say(job.state, [job.state, describeProgress(job)].filter(Boolean).join(', '));
  };
  const job = await ask(() => client.wait(id, { signal, onChange }));
  line[Symbol.dispose]();
  if (job === undefined) throw new ServiceError(`Job ${id} was deleted.`, exitCodes.failure);
  if (!json) say(terminal.out, describeJob(job, Date.now()));
  const { error } = job;
  if (error === null) return;
  const exitCode = exitCodeOf(new UserError(error.code, error.message));
  throw new ServiceError(`Job ${id} is ${job.state}: ${error.message}`, exitCode);
}

/** Each action returns the line that reports its result. */
const jobActions = {
  retry: async ({ client }: Service, id: string) => `${id} ${(await client.retry(id)).state}`,
  cancel: async ({ client }: Service, id: string) => {
    const { state } = await client.cancel(id);
    return `${id} ${state === 'active' ? 'is stopping' : state}`;
  },
  rm: async ({ client }: Service, id: string) => {
    await client.remove(id);
    return `${id} removed`;
  },
} as const;

export type JobAction = keyof typeof jobActions;

/**
 * `dance-pose jobs retry|cancel|rm`: processes the jobs one by one; a refusal does not stop the others.
 * @throws the first error after all jobs were processed.
 */
export async function runJobAction(
  action: JobAction,
  ids: readonly string[],
  flags: ServiceFlags,
  deps: JobsDeps,
): Promise<void> {
  const service = await connect(flags, deps.service);
  const failures: unknown[] = [];
  for (const id of ids) {
    deps.signal.throwIfAborted();
    try {
      say(deps.terminal.out, await service.ask(() => jobActions[action](service, id)));
    } catch (error) {
      if (failures.push(error) === 1 || !(error instanceof Error)) continue;
      say(deps.terminal.err, `dance-pose: ${error.message}`);
    }
  }
  if (failures.length > 0) throw failures[0];
}
