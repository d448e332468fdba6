import { UserError } from '@dance-pose/contracts';
import { apiKeyNameSchema, createApiKey } from '@dance-pose/runtime';
import { say, type Terminal } from '../terminal.ts';

export interface KeysNewDeps {
  readonly terminal: Terminal;
}

/**
 * `dance-pose keys new`: a fresh API key for its owner, and the entry that the operator adds to API_KEYS.
 * Nothing is kept: whoever loses the key asks for a new one.
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
    'The key is shown this once. The entry holds only its hash: add it to API_KEYS.',
  );
  say(terminal.out, `key:   ${key}`);
  say(terminal.out, `entry: ${entry}`);
}
