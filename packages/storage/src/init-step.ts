/** One thing that was made ready, and how that went. */
export interface InitStep {
  readonly what: string;
  readonly outcome: 'done' | 'there already' | 'not supported by this server';
}
