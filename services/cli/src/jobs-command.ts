import { jobIdSchema, jobStates } from '@dance-pose/contracts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type JobAction,
  type JobsDeps,
  type ListFlags,
  listJobs,
  runJobAction,
  type ShowFlags,
  showJob,
} from './commands/jobs.ts';
import { type ClipFlags, listMoments, type MomentsFlags, saveClip } from './commands/moments.ts';
import type { ServiceFlags } from './jobs/service.ts';

const epilogue = `
If the service requires an API key, it is read from DANCE_POSE_API_KEY, or from the file that --key-file or
DANCE_POSE_API_KEY_FILE names. No flag takes the key itself: other users of a machine can see command lines.
Exit codes: 0 success · 1 service unreachable, or the followed job did not complete ·
2 wrong usage, wrong key, no such job, or wrong state of the job · 3 file refused · 130 interrupted`;

function jobId(text: string): string {
  if (jobIdSchema.safeParse(text).success) return text;
  throw new InvalidArgumentError('A job id has 32 hex digits; dance-pose jobs ls lists them.');
}

function pageSize(text: string): number {
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= 100) return size;
  throw new InvalidArgumentError('It must be an integer from 1 to 100.');
}

function momentNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be an integer from 0.');
}

const withService = (command: Command): Command =>
  command
    .option(
      '--api <url>',
      'URL of the service (default: DANCE_POSE_URL, else http://localhost:8000)',
    )
    .option('--key-file <file>', 'file that contains the API key')
    .addHelpText('after', epilogue);

/** `dance-pose jobs …`: the client for terminals and scripts. */
export function addJobsCommand(program: Command, deps: JobsDeps): void {
  const jobs = program.command('jobs').description('list and manage the jobs of a running service');
  withService(jobs.command('ls'))
    .description('list jobs, newest first')
    .addOption(new Option('--state <state>', 'only jobs in this state').choices([...jobStates]))
    .option('--limit <number>', 'jobs per page', pageSize, 20)
    .option('--cursor <cursor>', 'start at the cursor that an earlier list printed')
    .option('--all', 'list all pages', false)
    .option('--json', 'print {jobs, nextCursor} as the API returns it', false)
    .action((flags: ListFlags) => listJobs(flags, deps));
  withService(jobs.command('show'))
    .argument('<id>', 'id of the job', jobId)
    .description('show a job')
    .option('--follow', 'follow the job until it ends', false)
    .option(
      '--json',
      'print the job as the API returns it; with --follow, one line per change',
      false,
    )
    .action((id: string, flags: ShowFlags) => showJob(id, flags, deps));
  withService(jobs.command('watch'))
    .argument('<id>', 'id of the job', jobId)
    .description('follow a job until it ends (same as show --follow)')
    .option('--json', 'print the job as JSON, one line per change', false)
    .action((id: string, flags: ShowFlags) => showJob(id, { ...flags, follow: true }, deps));
  withService(jobs.command('moments'))
    .argument('<id>', 'id of a completed job', jobId)
    .description('list the moments of a job: jumps, pliés, missed beats and others')
    .option('--json', 'print them as report.json has them', false)
    .action((id: string, flags: MomentsFlags) => listMoments(id, flags, deps));
  withService(jobs.command('clip'))
    .argument('<id>', 'id of a completed job', jobId)
    .argument('<moment>', 'number of a moment, as dance-pose jobs moments lists it', momentNumber)
    .requiredOption('--out <file>', 'the MP4 file to write')
    .description('cut the video of a moment, with half a second before and after it')
    .action((id: string, moment: number, flags: ClipFlags) => saveClip(id, moment, flags, deps));
  addAction(jobs, deps, 'retry', 'put failed or cancelled jobs back into the queue');
  addAction(jobs, deps, 'cancel', 'cancel queued or active jobs');
  addAction(jobs, deps, 'rm', 'stop jobs and delete them with all their files');
}

function addAction(jobs: Command, deps: JobsDeps, action: JobAction, description: string): void {
  const ids: string[] = [];
  withService(jobs.command(action))
    .argument('<id...>', 'ids of the jobs', (text: string) => {
      ids.push(jobId(text));
      return ids;
    })
    .description(description)
    .action((_ids: unknown, flags: ServiceFlags) => runJobAction(action, ids, flags, deps));
}
