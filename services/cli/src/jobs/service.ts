import { readFile } from 'node:fs/promises';
import { ApiError, DancePoseClient, UnreachableError } from '@dance-pose/client';
import { UserError } from '@dance-pose/contracts';
import { exitCodes } from '../exit-codes.ts';
import { ServiceError } from './service-error.ts';

/** Address and key of the service, from the environment. */
export interface ServiceEnv {
  readonly url: string | undefined;
  readonly apiKey: string | undefined;
  readonly apiKeyFile: string | undefined;
}

/** Flags of every `jobs` command. There is no flag for the key itself: the process list would show it. */
export interface ServiceFlags {
  readonly api?: string;
  readonly keyFile?: string;
}

const defaultUrl = 'http://localhost:8000';
const patienceMs = 10_000;

export interface Service {
  readonly client: DancePoseClient;
  /** Runs the requests and translates their errors into messages for the terminal. */
  ask<Answer>(work: () => Promise<Answer>): Promise<Answer>;
}

/** @throws UserError if the address or the key file is not valid. */
export async function connect(flags: ServiceFlags, env: ServiceEnv): Promise<Service> {
  const url = checkUrl(flags.api ?? env.url ?? defaultUrl);
  const apiKey = await readKey(flags, env);
  const key = apiKey === undefined ? {} : { apiKey };
  const client = new DancePoseClient({ baseUrl: url, patienceMs, ...key });
  return {
    client,
    ask: (work) =>
      work().catch((error: unknown) => {
        throw toServiceError(error, url, apiKey !== undefined);
      }),
  };
}

function checkUrl(given: string): string {
  const url = URL.parse(given);
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '') return given;
  throw new UserError(
    'invalid-options',
    'The address of the service must be a URL such as https://pose.example.org, without user name and password. Set it with --api or DANCE_POSE_URL.',
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
    `The key file ${file} must contain one key and nothing else.`,
  );
}

function toServiceError(error: unknown, url: string, hasKey: boolean): unknown {
  if (error instanceof UnreachableError) {
    return new ServiceError(
      `Cannot reach the service at ${url}: ${reasonOf(error)}. Check that it runs at this address; --api or DANCE_POSE_URL sets another one.`,
      exitCodes.failure,
      { cause: error },
    );
  }
  if (!(error instanceof ApiError)) return error;
  const { status, problem } = error;
  if (problem === undefined) {
    return new ServiceError(
      `${url} answered with ${status}, but is not a Dance Pose Analyser. Check the address (--api or DANCE_POSE_URL).`,
      exitCodes.usage,
    );
  }
  const message = status === 401 ? keyHint(hasKey) : problem.detail;
  const isUsage = status < 500 && status !== 429;
  return new ServiceError(message, isUsage ? exitCodes.usage : exitCodes.failure);
}

const keyHint = (hasKey: boolean): string =>
  hasKey
    ? 'The service rejects this key: it was revoked, or belongs to another service. The operator creates keys with `dance-pose keys new NAME`.'
    : 'The service requires an API key. Set DANCE_POSE_API_KEY, or name a file that contains the key with --key-file or DANCE_POSE_API_KEY_FILE.';

/** The last cause in the chain, such as `ECONNREFUSED 127.0.0.1:8000`, which users can search for. */
function reasonOf(error: Error): string {
  let deepest: Error = error;
  while (deepest.cause instanceof Error) deepest = deepest.cause;
  if (deepest instanceof AggregateError && deepest.errors[0] instanceof Error) {
    deepest = deepest.errors[0];
  }
  return deepest.message;
}
