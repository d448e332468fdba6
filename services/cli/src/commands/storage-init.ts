import { UserError } from '@dance-pose/contracts';
import type { InitStep } from '@dance-pose/storage';
import { say, type Terminal } from '../terminal.ts';

export interface StorageInitDeps {
  readonly terminal: Terminal;
  /** Makes the store of the environment ready; no origins: those of the environment. */
  initStorage(origins: readonly string[]): Promise<InitStep[]>;
}

/** `dance-pose storage init`: makes bucket or folder ready and says what was done. */
export async function storageInit(
  origins: readonly string[],
  { terminal, initStorage }: StorageInitDeps,
): Promise<void> {
  const steps = await initStorage(origins).catch((error: unknown) => {
    throw withReason(error);
  });
  for (const { what, outcome } of steps) say(terminal.out, `${outcome}: ${what}`);
}

/** What users of the service are not told, its operator must be. */
function withReason(error: unknown): unknown {
  if (!(error instanceof UserError) || !(error.cause instanceof Error)) return error;
  const { name, message } = error.cause;
  return new UserError(error.code, `The store could not be made ready. ${name}: ${message}`);
}
