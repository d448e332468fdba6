import {
  apiKeysSchema,
  EnvError,
  parseEnv,
  readWorkerSettings,
  type WorkerSettings,
} from '@dance-pose/runtime';
import { z } from 'zod';
import { combine, type Finding, fail, ok } from './check.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Settings of the API only that the doctor can validate. */
const apiSchema = z.object({
  API_KEYS: apiKeysSchema.optional(),
  URL_SECRET: z.string().min(16).optional(),
});

/**
 * Reads the worker's settings. If some variables are not valid, their defaults replace them, so that the other checks
 * can run; `undefined` if that is impossible, as with S3 and no bucket.
 */
export function readSettings(variables: Variables): {
  readonly finding: Finding;
  readonly settings: WorkerSettings | undefined;
} {
  const worker = attempt(() => readWorkerSettings(variables));
  const api = attempt(() => parseEnv(apiSchema, variables));
  const finding = combine([ok('all variables are valid'), ...worker.wrong, ...api.wrong]);
  const others = Object.entries(variables).filter(([name]) => !worker.names.includes(name));
  const settings =
    worker.value ?? attempt(() => readWorkerSettings(Object.fromEntries(others))).value;
  return { finding, settings };
}

interface Attempt<Value> {
  readonly value: Value | undefined;
  readonly wrong: readonly Finding[];
  /** Names of the invalid variables. */
  readonly names: readonly string[];
}

function attempt<Value>(read: () => Value): Attempt<Value> {
  try {
    return { value: read(), wrong: [], names: [] };
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    const [, ...lines] = error.message.split('\n');
    const found = lines.map((line) => line.trim()).join('; ');
    const remedy =
      'Correct these variables; .env.example and docs/operations.md explain them. No service starts with invalid settings.';
    return { value: undefined, wrong: [fail(found, remedy)], names: error.variables };
  }
}

/** Values that must never be shown, in whatever message they occur. */
export function secretsIn(variables: Variables): string[] {
  const named = Object.entries(variables).flatMap(([name, value = '']) =>
    /SECRET|KEY|TOKEN|PASSWORD/.test(name) ? [value, ...value.split(',').map(afterName)] : [],
  );
  const password = URL.parse(variables.REDIS_URL ?? '')?.password ?? '';
  const all = [...named, password, decodeURIComponent(password)];
  // Short values are words such as "true"; hiding those would garble sentences.
  return all.filter((secret) => secret.length >= 6).sort((a, b) => b.length - a.length);
}

/** Of `teacher:0f9a…` only the hash is secret, not the name. */
const afterName = (entry: string): string => entry.slice(entry.indexOf(':') + 1);
