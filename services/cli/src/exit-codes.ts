import { fileRefusals, UserError } from '@dance-pose/contracts';
import { EnvError } from '@dance-pose/runtime';
import { ServiceError } from './jobs/service-error.ts';

/** What the shell is told; documented in `--help` and README. */
export const exitCodes = {
  done: 0,
  ourFault: 1,
  usage: 2,
  fileRefused: 3,
  interrupted: 130,
} as const;

const usageErrors = new Set(['invalid-options', 'invalid-request', 'not-found']);

/** The exit code of a command that threw. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ServiceError) return error.exitCode;
  if (error instanceof EnvError) return exitCodes.usage;
  if (!(error instanceof UserError)) return exitCodes.ourFault;
  if (fileRefusals.has(error.code)) return exitCodes.fileRefused;
  return usageErrors.has(error.code) ? exitCodes.usage : exitCodes.ourFault;
}
