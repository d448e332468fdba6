import { jobIdSchema, jobStates } from '@dance-pose/contracts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  doToJobs,
  type JobAction,
  type JobsDeps,
  type ListFlags,
  listJobs,
  type ShowFlags,
  showJob,
} from './commands/jobs.ts';
import type { ServiceFlags } from './jobs/service.ts';

const epilogue = `
The key of those who need one is read from DANCE_POSE_API_KEY, or from the file that --key-file or
DANCE_POSE_API_KEY_FILE names; it is no flag, since everybody on a machine can see those.
Exit codes: 0 done · 1 the service is away, or the job that was followed did not complete ·
2 wrong usage, wrong key, no such job, or not in this state · 3 its file was refused · 130 interrupted`;

function jobId(text: string): string {
  if (jobIdSchema.safeParse(text).success) return text;
  throw new InvalidArgumentError('A job has an id of 32 hex digits: see dance-pose jobs ls.');
}

function pageSize(text: string): number {
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= 100) return size;
  throw new InvalidArgumentError('It must be a whole number from 1 to 100.');
}

const withService = (command: Command): Command =>
  command
    .option('--api <url>', 'where the service is; else DANCE_POSE_URL, else http://localhost:8000')
    .option('--key-file <file>', 'a file with the API key in it')
    .addHelpText('after', epilogue);

/** `dance-pose jobs …`: a face of the client for terminals and scripts. */
export function addJobsCommand(program: Command, deps: JobsDeps): void {
  const jobs = program.command('jobs').description('the jobs of a running service, yours or all');
  withService(jobs.command('ls'))
    .description('list jobs, newest first')
    .addOption(new Option('--state <state>', 'only those in this state').choices([...jobStates]))
    .option('--limit <number>', 'jobs on a page', pageSize, 20)
    .option('--cursor <cursor>', 'the page that an earlier list named')
    .option('--all', 'all pages', false)
    .option('--json', 'print {jobs, nextCursor} as the API gives it', false)
    .action((flags: ListFlags) => listJobs(flags, deps));
  withService(jobs.command('show'))
    .argument('<id>', 'of the job', jobId)
    .description('show a job')
    .option('--follow', 'go on until it has ended', false)
    .option('--json', 'print it as the API gives it; with --follow a line for each change', false)
    .action((id: string, flags: ShowFlags) => showJob(id, flags, deps));
  withService(jobs.command('watch'))
    .argument('<id>', 'of the job', jobId)
    .description('the same as show --follow')
    .option('--json', 'print a line for each change', false)
    .action((id: string, flags: ShowFlags) => showJob(id, { ...flags, follow: true }, deps));
  addAction(jobs, deps, 'retry', 'have failed or cancelled jobs tried again');
  addAction(jobs, deps, 'cancel', 'stop jobs that wait or run');
  addAction(jobs, deps, 'rm', 'stop jobs, and remove them with all their files');
}

function addAction(jobs: Command, deps: JobsDeps, action: JobAction, description: string): void {
  const ids: string[] = [];
  withService(jobs.command(action))
    .argument('<id...>', 'of the jobs', (text: string) => {
      ids.push(jobId(text));
      return ids;
    })
    .description(description)
    .action((_ids: unknown, flags: ServiceFlags) => doToJobs(action, ids, flags, deps));
}
