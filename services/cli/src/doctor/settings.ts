import {
  apiKeysSchema,
  EnvError,
  parseEnv,
  readWorkerSettings,
  type WorkerSettings,
} from '@dance-pose/runtime';
import { z } from 'zod';
import { type Finding, fail, ok, together } from './check.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What the API alone is told, and a doctor can judge without it. */
const apiSchema = z.object({
  API_KEYS: apiKeysSchema.optional(),
  URL_SECRET: z.string().min(16).optional(),
});

/**
 * The worker's settings. Where variables break rules the others still say what can be looked at: the defaults stand in
 * for those; `undefined` where that does not do, as with S3 and no bucket.
 */
export function readSettings(variables: Variables): {
  readonly finding: Finding;
  readonly settings: WorkerSettings | undefined;
} {
  const worker = attempt(() => readWorkerSettings(variables));
  const api = attempt(() => parseEnv(apiSchema, variables));
  const finding = together([ok('all variables are well'), ...worker.wrong, ...api.wrong]);
  const others = Object.entries(variables).filter(([name]) => !worker.names.includes(name));
  const settings =
    worker.value ?? attempt(() => readWorkerSettings(Object.fromEntries(others))).value;
  return { finding, settings };
}

interface Attempt<Value> {
  readonly value: Value | undefined;
  readonly wrong: readonly Finding[];
  /** Of the variables that broke rules. */
  readonly names: readonly string[];
}

function attempt<Value>(read: () => Value): Attempt<Value> {
  try {
    return { value: read(), wrong: [], names: [] };
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    const [, ...lines] = error.message.split('\n');
    const found = lines.map((line) => line.trim()).join('; ');
    const remedy = 'See "Settings" in README.md, and .env.example; no service starts like this.';
    return { value: undefined, wrong: [fail(found, remedy)], names: error.variables };
  }
}

/** What must never be shown, whoever says it. */
export function secretsIn(variables: Variables): string[] {
  const named = Object.entries(variables).flatMap(([name, value = '']) =>
    /SECRET|KEY|TOKEN|PASSWORD/.test(name) ? [value, ...value.split(',').map(afterName)] : [],
  );
  const password = URL.parse(variables.REDIS_URL ?? '')?.password ?? '';
  const all = [...named, password, decodeURIComponent(password)];
  // Short ones are words such as "true"; to hide those would make nonsense of sentences.
  return all.filter((secret) => secret.length >= 6).sort((a, b) => b.length - a.length);
}

/** `teacher:0f9a…`: names are no secrets. */
const afterName = (entry: string): string => entry.slice(entry.indexOf(':') + 1);
