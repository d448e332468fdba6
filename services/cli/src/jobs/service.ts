import { readFile } from 'node:fs/promises';
import { ApiError, DancePoseClient, UnreachableError } from '@dance-pose/client';
import { UserError } from '@dance-pose/contracts';
import { exitCodes } from '../exit-codes.ts';
import { ServiceError } from './service-error.ts';

/** What the environment says of the service that is asked. */
export interface ServiceEnv {
  readonly url: string | undefined;
  readonly apiKey: string | undefined;
  readonly apiKeyFile: string | undefined;
}

/** Flags of every `jobs` command. There is none for the key itself: the process list would show it. */
export interface ServiceFlags {
  readonly api?: string;
  readonly keyFile?: string;
}

const defaultUrl = 'http://localhost:8000';
const patienceMs = 10_000;

export interface Service {
  readonly client: DancePoseClient;
  /** Does it, and says in words for this terminal what went wrong. */
  ask<Answer>(work: () => Promise<Answer>): Promise<Answer>;
}

/** @throws UserError when address or key file are none. */
export async function connect(flags: ServiceFlags, env: ServiceEnv): Promise<Service> {
  const url = checkUrl(flags.api ?? env.url ?? defaultUrl);
  const apiKey = await readKey(flags, env);
  const key = apiKey === undefined ? {} : { apiKey };
  const client = new DancePoseClient({ baseUrl: url, patienceMs, ...key });
  return {
    client,
    ask: (work) =>
      work().catch((error: unknown) => {
        throw inWords(error, url, apiKey !== undefined);
      }),
  };
}

function checkUrl(given: string): string {
  const url = URL.parse(given);
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '') return given;
  throw new UserError(
    'invalid-options',
    'The address of the service must be one such as https://pose.example.org, without name and password. Give it with --api or DANCE_POSE_URL.',
  );
}

async function readKey(flags: ServiceFlags, env: ServiceEnv): Promise<string | undefined> {
  const file = flags.keyFile ?? (env.apiKey === undefined ? env.apiKeyFile : undefined);
  if (file === undefined) return env.apiKey;
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('not-found', `The key file ${file} cannot be read: ${cause.code}.`);
  });
  const key = text.trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new UserError(
    'invalid-options',
    `The key file ${file} must hold one key and nothing else.`,
  );
}

function inWords(error: unknown, url: string, hasKey: boolean): unknown {
  if (error instanceof UnreachableError) {
    return new ServiceError(
      `There is no service at ${url}: ${reasonOf(error)}. Is it running, and is that its address? Give another with --api or DANCE_POSE_URL.`,
      exitCodes.ourFault,
      { cause: error },
    );
  }
  if (!(error instanceof ApiError)) return error;
  const { status, problem } = error;
  if (problem === undefined) {
    return new ServiceError(
      `${url} answered with ${status}, and not as this service does. Is that its address?`,
      exitCodes.usage,
    );
  }
  const message = status === 401 ? keyHint(hasKey) : problem.detail;
  const isUsage = status < 500 && status !== 429;
  return new ServiceError(message, isUsage ? exitCodes.usage : exitCodes.ourFault);
}

const keyHint = (hasKey: boolean): string =>
  hasKey
    ? 'The service does not take this key. Was it withdrawn, or is it another service’s? `dance-pose keys new NAME` makes one.'
    : 'The service wants a key. Put it into DANCE_POSE_API_KEY, or into a file that --key-file or DANCE_POSE_API_KEY_FILE names.';

/** `ECONNREFUSED 127.0.0.1:8000` is what people look up; it stands at the end of the chain of causes. */
function reasonOf(error: Error): string {
  let deepest: Error = error;
  while (deepest.cause instanceof Error) deepest = deepest.cause;
  if (deepest instanceof AggregateError && deepest.errors[0] instanceof Error) {
    deepest = deepest.errors[0];
  }
  return deepest.message;
}
