import { UserError } from '@dance-pose/contracts';
import type { InitStep } from '@dance-pose/storage';
import { say, type Terminal } from '../terminal.ts';

export interface StorageInitDeps {
  readonly terminal: Terminal;
  /** Prepares the store that the environment sets. Without origins, those of the environment are allowed. */
  initStorage(origins: readonly string[]): Promise<InitStep[]>;
}

/** `dance-pose storage init`: prepares the bucket or folder and prints each step. */
export async function storageInit(
  origins: readonly string[],
  { terminal, initStorage }: StorageInitDeps,
): Promise<void> {
  const steps = await initStorage(origins).catch((error: unknown) => {
    throw withReason(error);
  });
  for (const { what, outcome } of steps) say(terminal.out, `${outcome}: ${what}`);
}

/** Adds the cause of a store error: users of the service must not see it, its operator must. */
function withReason(error: unknown): unknown {
  if (!(error instanceof UserError) || !(error.cause instanceof Error)) return error;
  const { name, message } = error.cause;
  return new UserError(error.code, `The store could not be prepared. ${name}: ${message}`);
}
