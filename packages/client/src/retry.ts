import { ApiError } from './api-error.ts';
import { pause } from './pause.ts';

export interface RetryOptions {
  /** Total time for retries. */
  readonly patienceMs: number;
  /** True if the request is idempotent. */
  readonly repeatable: boolean;
  readonly signal: AbortSignal | undefined;
}

/** First pause without a Retry-After; it doubles with every retry. */
const firstWaitMs = 500;

/**
 * Retries while the service is busy (429: nothing was done) or briefly unavailable (503: something may have been
 * done, so only idempotent requests), after the time in its Retry-After.
 * @throws the error of the last attempt.
 */
export async function withRetries<Answer>(
  { patienceMs, repeatable, signal }: RetryOptions,
  attempt: () => Promise<Answer>,
): Promise<Answer> {
  const until = performance.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error, repeatable)) throw error;
      const { retryAfterS } = error;
      const waitMs = retryAfterS === undefined ? firstWaitMs * 2 ** tries : retryAfterS * 1000;
      if (performance.now() + waitMs > until) throw error;
      await pause(waitMs, signal);
    }
  }
}

const isTransient = (error: unknown, repeatable: boolean): error is ApiError =>
  error instanceof ApiError && (error.status === 429 || (error.status === 503 && repeatable));
