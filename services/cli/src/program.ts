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
import { type AnalyseFlags, addAnalysisFlags, addOptionFlags, addTrimFlags } from './options.ts';
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
Exit codes: 0 done · 1 our fault · 2 wrong usage · 3 the file is refused · 130 interrupted`;

function buildProgram(deps: ProgramDeps): Command {
  const { terminal } = deps;
  const program = new Command('dance-pose')
    .description('Analyses dance on video: annotated clip with its music, landmarks, report.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    })
    .showHelpAfterError('(dance-pose --help shows what can be asked)')
    .addHelpText('after', epilogue);
  const analyseCommand = program
    .command('analyse <file>')
    .description('analyse one clip or picture on this machine, without server or queue')
    .requiredOption('--out <folder>', 'where the artifacts are written; made if it is not there')
    .option('--json', 'print the result as JSON', false);
  addOptionFlags(analyseCommand)
    .addHelpText('after', epilogue)
    .action((file: string, flags: AnalyseFlags) => analyse(file, flags, deps));
  addReportCommand(program, deps);
  program
    .command('demo-clip')
    .description('draw a short synthetic dance with a click track, to try things with')
    .requiredOption('--out <file>', 'the MP4 file to write')
    .action((flags: { out: string }) => demoClip(flags.out, deps));
  addJobsCommand(program, deps);
  addOperatorCommands(program, deps);
  return program;
}

function addReportCommand(program: Command, deps: ProgramDeps): void {
  const command = program
    .command('report <landmarks>')
    .description(
      'measure a landmarks.json again, with other options and without looking at the clip',
    )
    .option('--music <file>', 'the clip, to hear it again; or an earlier report.json of it')
    .option('--out <folder>', 'where the files are written; next to the landmarks unless said')
    .option('--json', 'print the result as JSON', false);
  addTrimFlags(addAnalysisFlags(command))
    .addHelpText('after', trimHint + epilogue)
    .action((file: string, flags: ReportFlags) => report(file, flags, deps));
}

const trimHint = `
With --music <clip>, --start and --end are those that the landmarks were made with.`;

/** For those who run the service. */
function addOperatorCommands(program: Command, deps: ProgramDeps): void {
  program
    .command('doctor')
    .description('check whether a worker with this environment could work, and say what to mend')
    .option('--json', 'print {ok, checks} as JSON', false)
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing is broken (there may be warnings) · 1 something is',
    )
    .action((flags: { json: boolean }) => doctor(flags, deps));
  program
    .command('keys')
    .description('keys of those who may use the API')
    .command('new <name>')
    .description('print a fresh key, and its entry for API_KEYS')
    .action((name: string) => keysNew(name, deps));
  program
    .command('storage')
    .description('where the service keeps uploads and results, as its environment says')
    .command('init')
    .description('make the bucket (closed, self-cleaning, open to uploads from pages) or folder')
    .option('--origin <origin...>', 'pages of these origins may send files straight to the bucket')
    .action((flags: { origin?: string[] }) => storageInit(flags.origin ?? [], deps));
}

/** Runs one command line and resolves with the exit code; errors are told on `err` in one sentence. */
export async function runProgram(args: readonly string[], deps: ProgramDeps): Promise<number> {
  try {
    await buildProgram(deps).parseAsync([...args], { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    return tell(error, deps);
  }
}

function tell(error: unknown, { terminal, signal }: ProgramDeps): number {
  if (signal.aborted) {
    say(terminal.err, 'Stopped. Nothing was written.');
    return exitCodes.interrupted;
  }
  if (error instanceof UserError || error instanceof EnvError || error instanceof ServiceError) {
    say(terminal.err, `dance-pose: ${error.message}`);
    return exitCodeOf(error);
  }
  const message = error instanceof Error ? error.message : String(error);
  say(terminal.err, `dance-pose: this is our fault, not your file's: ${message}`);
  return exitCodes.ourFault;
}
