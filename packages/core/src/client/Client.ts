/** One request to the server, before it has an address or a credential. */
export interface ClientRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path segments below the server's address, not encoded: `['v2', 'datasets', 'manc:v1.0']`. */
  readonly path: readonly string[];
  /** Query parameters; undefined ones are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  /** Sent as JSON with exact integers. */
  readonly body?: unknown;
  /**
   * Whether the request may be retried: it changes nothing, or its repetition changes nothing more.
   * Default: GET and DELETE may, POST may not.
   */
  readonly idempotent?: boolean | undefined;
  /** `false`: the time limit ends with the headers, and the body may take any time. Default `true`. */
  readonly limitBody?: boolean | undefined;
  /** What a failing status means for this operation and what to do about it, as a sentence. */
  readonly hints?: Readonly<Record<number, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a request; resolves with a successful response or throws a `ClioError`. */
export type Send = (request: ClientRequest) => Promise<Response>;

/** A connection to one Clio server: data, and one door. Made by `createClient`; a spread derives another. */
export interface Client {
  /** Address of the server, without a trailing slash. */
  readonly server: string;
  readonly dataset?: string | undefined;
  readonly send: Send;
  /** The `fetch` that the client was made with: for requests to other servers, which get no credential. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A client with a dataset: what every operation on a dataset asks for. */
export interface DatasetClient extends Client {
  readonly dataset: string;
}
