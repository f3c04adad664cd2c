/** Options of reading values. */
export interface ValueOptions {
  /** Whether a value comes with the time of its setting, as `_timestamp`: seconds since 1970. Default `false`. */
  readonly timestamp?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}
