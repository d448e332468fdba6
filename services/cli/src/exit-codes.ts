import { fileRefusals, UserError } from '@dance-pose/contracts';
import { EnvError } from '@dance-pose/runtime';
import { ServiceError } from './jobs/service-error.ts';

/** Exit codes; `--help` and the documentation list them. */
export const exitCodes = {
  done: 0,
  failure: 1,
  usage: 2,
  fileRefused: 3,
  interrupted: 130,
} as const;

const usageErrors = new Set(['invalid-options', 'invalid-request', 'not-found']);

/** Exit code for the error that a command threw. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ServiceError) return error.exitCode;
  if (error instanceof EnvError) return exitCodes.usage;
  if (!(error instanceof UserError)) return exitCodes.failure;
  if (fileRefusals.has(error.code)) return exitCodes.fileRefused;
  return usageErrors.has(error.code) ? exitCodes.usage : exitCodes.failure;
}
