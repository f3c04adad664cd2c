/** How often, and when, a request that may be repeated is sent again. */
export interface RetryOptions {
  /** Further attempts after the first. Default 2. */
  readonly limit?: number;
  /**
   * Milliseconds to wait before further attempt 1, 2, …. By default 300, 600, 1200 …, each shortened
   * by chance to as little as half. A `Retry-After` of the server goes before it.
   */
  readonly delay?: (attempt: number) => number;
  /** When the server asks to wait longer than this, in milliseconds, the failure is thrown at once. Default 60,000. */
  readonly maxRetryAfter?: number;
}
