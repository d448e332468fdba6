import { fieldErrors } from '@dance-pose/contracts';
import type { z } from 'zod';

/** The environment broke a rule; the message names every variable that did. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

/**
 * Reads the settings of a process. An empty variable counts as unset, as compose files write it.
 * @throws EnvError naming each variable, the rule it broke and what was given.
 */
export function parseEnv<Schema extends z.ZodType>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = fieldErrors(parsed.error).map(({ path, message }) => {
    const value = given[path];
    const shown = value === undefined ? 'is not set' : `is ${describe(path, value)}`;
    return `  ${path} ${shown}: ${message}`;
  });
  throw new EnvError(`The environment is not valid:\n${lines.join('\n')}`);
}

const secretName = /SECRET|KEY|TOKEN|PASSWORD/;
const credentialsInUrl = /\/\/[^@/]*@/;

function describe(name: string, value: string): string {
  if (secretName.test(name)) return '(hidden)';
  return JSON.stringify(value.replace(credentialsInUrl, '//(hidden)@'));
}
