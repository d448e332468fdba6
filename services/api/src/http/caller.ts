/** Who a request is from. */
export interface Caller {
  /** Whose jobs the caller may see: the name of an API key, or `anonymous`. */
  readonly owner: string;
  /** What is counted and audited: `key:<name>` or `address:<IP address>`. */
  readonly who: string;
}
