/** How often something may be done: `limit` times at once, and as many again in every `windowMs`. */
export interface Rate {
  readonly limit: number;
  readonly windowMs: number;
}

export interface Spent {
  readonly allowed: boolean;
  /** How often it may be done now. */
  readonly remaining: number;
  /** Until it may be done once more; 0 while something remains. */
  readonly retryAfterMs: number;
  /** Until it may be done `limit` times again. */
  readonly resetMs: number;
}

export interface Places {
  readonly limit: number;
  /** A place that is neither taken again nor given back is free after this time: its holder has died. */
  readonly ttlMs: number;
}

/**
 * What one caller may take of a service, counted over all its processes. Methods reject with
 * `UserError('queue-unavailable')`, fast, while the counts cannot be reached: nobody is let in uncounted.
 */
export interface Limiter extends AsyncDisposable {
  /** Counts one use; a refused one costs nothing. Uses are spread evenly, so no window's edge doubles the rate. */
  spend(key: string, rate: Rate): Promise<Spent>;
  /** Takes a place for the holder, or keeps the one it has for another `ttlMs`; false when all are taken. */
  take(key: string, holder: string, places: Places): Promise<boolean>;
  giveBack(key: string, holders: readonly string[]): Promise<void>;
  /** Who holds a place. */
  holders(key: string): Promise<string[]>;
}
