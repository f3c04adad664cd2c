/**
 * A request as it stood on the wire. Not a `Request`: the real servers are asked with a body on GET
 * and with paths (`//`, `/../`, `%zz`) that a URL would clean up.
 */
export interface RawRequest {
  readonly method: string;
  /** Request target as sent: path and query, undecoded. */
  readonly target: string;
  /** Names in lower case. Of a repeated header the values are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Aborted when the client has gone away. */
  readonly signal?: AbortSignal | undefined;
}

/** An answer; a stream body is one whose size is not known beforehand. */
export interface RawResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  /** The adapter compresses the body with gzip (and has set no `content-encoding` before). */
  readonly gzip?: boolean | undefined;
}

/** A server: one function from request to answer. */
export type RawHandler = (request: RawRequest) => Promise<RawResponse>;
