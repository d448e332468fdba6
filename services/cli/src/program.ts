import { UserError } from '@dance-pose/contracts';
import { EnvError } from '@dance-pose/runtime';
import { Command, CommanderError } from 'commander';
import { type AnalyseDeps, analyse } from './commands/analyse.ts';
import { type DemoClipDeps, demoClip } from './commands/demo-clip.ts';
import { type DoctorDeps, doctor } from './commands/doctor.ts';
import type { JobsDeps } from './commands/jobs.ts';
import { type KeysNewDeps, keysNew } from './commands/keys-new.ts';
import { type ReportDeps, type ReportFlags, report } from './commands/report.ts';
import { type StorageInitDeps, storageInit } from './commands/storage-init.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { ServiceError } from './jobs/service-error.ts';
import { addJobsCommand } from './jobs-command.ts';
import {
  type AnalyseFlags,
  addAnalysisFlags,
  addMusicFlags,
  addOptionFlags,
  addTrimFlags,
} from './options.ts';
import { say, type Terminal } from './terminal.ts';

export interface ProgramDeps
  extends AnalyseDeps,
    DemoClipDeps,
    DoctorDeps,
    JobsDeps,
    KeysNewDeps,
    ReportDeps,
    StorageInitDeps {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

const epilogue = `
Exit codes: 0 success · 1 internal error · 2 wrong usage · 3 file refused · 130 interrupted`;

function buildProgram(deps: ProgramDeps): Command {
  const { terminal } = deps;
  const program = new Command('dance-pose')
    .description('Analyses dance videos: annotated clip with audio, landmarks, movement report.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    })
    .showHelpAfterError('(dance-pose --help shows the usage)')
    .addHelpText('after', epilogue);
  const analyseCommand = program
    .command('analyse <file>')
    .description('analyse one clip or picture on this machine, without a server or queue')
    .requiredOption('--out <folder>', 'folder for the artifacts; created if missing')
    .option('--json', 'print the result as JSON', false);
  addOptionFlags(analyseCommand)
    .addHelpText('after', epilogue)
    .action((file: string, flags: AnalyseFlags) => analyse(file, flags, deps));
  addReportCommand(program, deps);
  program
    .command('demo-clip')
    .description('write a short synthetic dance with a click track, to try things out')
    .requiredOption('--out <file>', 'the MP4 file to write')
    .action((flags: { out: string }) => demoClip(flags.out, deps));
  addJobsCommand(program, deps);
  addOperatorCommands(program, deps);
  return program;
}

function addReportCommand(program: Command, deps: ProgramDeps): void {
  const command = program
    .command('report <landmarks>')
    .description('measure a landmarks.json with other options, without tracking the clip again')
    .option(
      '--music <file>',
      'the clip, to decode its audio again; or its onsets.json or report.json from an earlier analysis',
    )
    .option('--out <folder>', 'folder for the files (default: the folder of the landmarks)')
    .option('--json', 'print the result as JSON', false);
  addTrimFlags(addMusicFlags(addAnalysisFlags(command)))
    .addHelpText('after', trimHint + epilogue)
    .action((file: string, flags: ReportFlags) => report(file, flags, deps));
}

const trimHint = `
With --music <clip>, --start and --end must be the ones that the landmarks were tracked with.
--bpm, --meter and --one need --music <clip> or --music <onsets.json>.`;

/** Commands for operators of the service. */
function addOperatorCommands(program: Command, deps: ProgramDeps): void {
  program
    .command('doctor')
    .description(
      'check whether a worker can run with this environment; explain how to fix what fails',
    )
    .option('--json', 'print {ok, checks} as JSON', false)
    .addHelpText('after', '\nExit codes: 0 healthy (there may be warnings) · 1 a check failed')
    .action((flags: { json: boolean }) => doctor(flags, deps));
  program
    .command('keys')
    .description('create API keys')
    .command('new <name>')
    .description('create a key and its entry for API_KEYS')
    .action((name: string) => keysNew(name, deps));
  program
    .command('storage')
    .description('prepare the configured store')
    .command('init')
    .description('prepare the bucket (private, with lifecycle and CORS rules) or the folder')
    .option('--origin <origin...>', 'allow pages of these origins to upload directly to the bucket')
    .action((flags: { origin?: string[] }) => storageInit(flags.origin ?? [], deps));
}

/** Runs one command line and resolves with the exit code; prints errors as one sentence to `err`. */
export async function runProgram(args: readonly string[], deps: ProgramDeps): Promise<number> {
  try {
    await buildProgram(deps).parseAsync([...args], { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    return reportError(error, deps);
  }
}

function reportError(error: unknown, { terminal, signal }: ProgramDeps): number {
  if (signal.aborted) {
    say(terminal.err, 'Stopped. Nothing was written.');
    return exitCodes.interrupted;
  }
  if (error instanceof UserError || error instanceof EnvError || error instanceof ServiceError) {
    say(terminal.err, `dance-pose: ${error.message}`);
    return exitCodeOf(error);
  }
  const message = error instanceof Error ? error.message : String(error);
  say(terminal.err, `dance-pose: internal error, not caused by your file: ${message}`);
  return exitCodes.failure;
}
