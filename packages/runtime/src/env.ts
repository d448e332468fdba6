import { fieldErrors } from '@dance-pose/contracts';
import { z } from 'zod';

/** The environment is not valid; the message names every invalid variable. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
  /** Names of the invalid variables. */
  readonly variables: readonly string[];

  constructor(message: string, variables: readonly string[] = []) {
    super(message);
    this.variables = variables;
  }
}

/** A positive integer. */
export const count = z.coerce.number().int().positive();

/**
 * Reads the settings of a process. An empty variable counts as unset, because compose files pass unset ones so.
 * @throws EnvError naming each invalid variable, the rule it broke and its value.
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
  const errors = fieldErrors(parsed.error);
  const lines = errors.map(({ path, message }) => {
    const name = variableOf(path);
    const value = given[name];
    const shown = value === undefined ? 'is not set' : `is ${describe(name, value)}`;
    return `  ${name} ${shown}: ${message}`;
  });
  throw new EnvError(
    `The environment is not valid:\n${lines.join('\n')}`,
    errors.map(({ path }) => variableOf(path)),
  );
}

/** `API_KEYS.0` is the first entry of a list. */
const variableOf = (path: string): string => path.replace(/\..*/, '');

const secretName = /SECRET|KEY|TOKEN|PASSWORD/;
const credentialsInUrl = /\/\/[^@/]*@/;

function describe(name: string, value: string): string {
  if (secretName.test(name)) return '(hidden)';
  return JSON.stringify(value.replace(credentialsInUrl, '//(hidden)@'));
}
