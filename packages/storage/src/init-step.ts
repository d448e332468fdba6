/** One step of preparing a store, and its outcome. */
export interface InitStep {
  readonly what: string;
  readonly outcome: 'done' | 'already exists' | 'not supported by this server';
}
