import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Artifact, UserError } from '@dance-pose/contracts';

/** @throws UserError `not-found` if the path is no file; `hint` says what to give instead. */
export async function requireFile(path: string, hint: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new UserError('not-found', `There is no file ${JSON.stringify(path)}.`);
  }
  if (!found.isFile()) {
    throw new UserError('not-found', `${JSON.stringify(path)} is not a file: ${hint}.`);
  }
}

/** Moves complete artifacts to the target folder, replacing those of an earlier run. */
export async function moveArtifacts(
  artifacts: readonly Artifact[],
  from: string,
  to: string,
): Promise<void> {
  for (const { name } of artifacts) await rename(join(from, name), join(to, name));
}
