/** Short-lived facts that every API process must agree on: idempotency keys, announced uploads. */
export interface Ledger extends AsyncDisposable {
  /** Writes the value unless the key is taken; resolves with the value that stood there before, if any. */
  claim(key: string, value: string, ttlMs: number): Promise<string | undefined>;
  get(key: string): Promise<string | undefined>;
  /** Overwrites the value. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  forget(key: string): Promise<void>;
}
