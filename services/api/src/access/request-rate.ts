import { UserError } from '@dance-pose/contracts';
import type { Rate, Spent } from '@dance-pose/queue';
import type { Request, Response } from 'express';
import type { AppDeps } from '../deps.ts';
import { isSafe } from './origins.ts';

export type RateDeps = Pick<AppDeps, 'limits' | 'limiter' | 'localLimiter'>;

const windowMs = 60_000;

/**
 * Counts the request and reports the remaining quota in the response (draft-ietf-httpapi-ratelimit-headers-10).
 * @throws `UserError('too-many-requests' | 'queue-unavailable')`; the latter if the request cannot be counted.
 */
export async function countRequest(
  who: string,
  request: Request,
  response: Response,
  deps: RateDeps,
): Promise<void> {
  const rate = { limit: deps.limits.requestsPerMinute, windowMs };
  const spent = await spend(`requests:${who}`, rate, request, deps);
  response.set('RateLimit-Policy', `"requests";q=${rate.limit};w=${inSeconds(windowMs)}`);
  response.set('RateLimit', `"requests";r=${spent.remaining};t=${inSeconds(spent.resetMs)}`);
  if (spent.allowed) return;
  const retryAfterS = inSeconds(spent.retryAfterMs);
  response.set('Retry-After', `${retryAfterS}`);
  throw new UserError(
    'too-many-requests',
    `More than ${rate.limit} requests per minute. Try again in ${retryAfterS} s. "Prefer: wait=60" needs fewer requests than polling.`,
  );
}

/**
 * While the shared count is unreachable, requests that only read are counted in this process. Results in the store
 * stay available, and the limit still applies.
 */
async function spend(
  key: string,
  rate: Rate,
  request: Request,
  { limiter, localLimiter }: RateDeps,
): Promise<Spent> {
  try {
    return await limiter.spend(key, rate);
  } catch (error) {
    const away = error instanceof UserError && error.code === 'queue-unavailable';
    if (!away || !isSafe(request)) throw error;
    return localLimiter.spend(key, rate);
  }
}

const inSeconds = (ms: number): number => Math.ceil(ms / 1000);
