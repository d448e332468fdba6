import { UserError } from '@dance-pose/contracts';
import { apiKeyNameSchema, createApiKey } from '@dance-pose/runtime';
import { say, type Terminal } from '../terminal.ts';

export interface KeysNewDeps {
  readonly terminal: Terminal;
}

/**
 * `dance-pose keys new`: prints a new API key for its owner, and the entry that the operator adds to API_KEYS.
 * Nothing is stored: a lost key must be replaced by a new one.
 */
export function keysNew(name: string, { terminal }: KeysNewDeps): void {
  const checked = apiKeyNameSchema.safeParse(name);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new UserError('invalid-options', `The name ${JSON.stringify(name)} ${issue?.message}.`);
  }
  const { key, entry } = createApiKey(checked.data);
  say(
    terminal.err,
    'The key is shown only once. Add the entry, which contains only its hash, to API_KEYS.',
  );
  say(terminal.out, `key:   ${key}`);
  say(terminal.out, `entry: ${entry}`);
}
