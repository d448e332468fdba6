import { UserError } from '@dance-pose/contracts';
import type { Rate, Spent } from '@dance-pose/queue';
import type { Request, Response } from 'express';
import type { AppDeps } from '../deps.ts';
import { isSafe } from './origins.ts';

export type RateDeps = Pick<AppDeps, 'limits' | 'limiter' | 'ownLimiter'>;

const windowMs = 60_000;

/**
 * Counts the request and says in its answer what is left (draft-ietf-httpapi-ratelimit-headers-10).
 * @throws `UserError('too-many-requests')`; 'queue-unavailable' where the count cannot be kept.
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
    `More than ${rate.limit} requests a minute. Ask again in ${retryAfterS} s; "Prefer: wait=60" needs fewer of them.`,
  );
}

/**
 * While the common count cannot be reached, whoever only reads is counted by this process alone: results
 * that are in the store can still be fetched, though not without limit.
 */
async function spend(
  key: string,
  rate: Rate,
  request: Request,
  { limiter, ownLimiter }: RateDeps,
): Promise<Spent> {
  try {
    return await limiter.spend(key, rate);
  } catch (error) {
    const away = error instanceof UserError && error.code === 'queue-unavailable';
    if (!away || !isSafe(request)) throw error;
    return ownLimiter.spend(key, rate);
  }
}

const inSeconds = (ms: number): number => Math.ceil(ms / 1000);
