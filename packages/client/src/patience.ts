import { ApiError } from './api-error.ts';
import { pause } from './pause.ts';

export interface Patience {
  /** How long a request may be asked again in all. */
  readonly patienceMs: number;
  /** Whether asking twice does no more than asking once. */
  readonly repeatable: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Where the service does not say when to ask again. */
const firstWaitMs = 500;

/**
 * Asks again while the service is busy (429: nothing was done) or away for a moment (503: something may have been
 * done, so only what may be asked twice), after the time that it names.
 * @throws what the last try threw.
 */
export async function patiently<Answer>(
  { patienceMs, repeatable, signal }: Patience,
  attempt: () => Promise<Answer>,
): Promise<Answer> {
  const until = performance.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error, repeatable)) throw error;
      const { retryAfterS } = error;
      const waitMs = retryAfterS === undefined ? firstWaitMs * 2 ** tries : retryAfterS * 1000;
      if (performance.now() + waitMs > until) throw error;
      await pause(waitMs, signal);
    }
  }
}

const isPassing = (error: unknown, repeatable: boolean): error is ApiError =>
  error instanceof ApiError && (error.status === 429 || (error.status === 503 && repeatable));
