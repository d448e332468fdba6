/** The sender of a request. */
export interface Caller {
  /** Owner of the jobs that the caller may see: the name of an API key, or `anonymous`. */
  readonly owner: string;
  /** Identity for limits and the audit: `key:<name>` or `address:<IP address>`. */
  readonly who: string;
}
