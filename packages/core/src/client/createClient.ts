import type { AuthStrategy } from '../auth/AuthStrategy.js';
import { InputError } from '../errors/InputError.js';
import { toToken } from '../tokens/toToken.js';
import { createSend } from '../transport/createSend.js';
import type { RetryOptions } from '../transport/RetryOptions.js';
import { toServerAddress } from '../transport/serverAddress.js';
import type { Client, DatasetClient } from './Client.js';
import { defaultServer } from './defaultServer.js';
import { withDataset } from './withDataset.js';

/** What a client is made of; everything has a default. */
export interface ClientOptions {
  /**
   * Address of the server, such as `https://clio.example.org`, with a path where it has one. Default
   * {@link defaultServer}. A token goes unencrypted (`http:`) only to this machine and to private networks.
   */
  readonly server?: string | undefined;
  /** Id of the dataset that operations work on, such as `VNC` or `manc:v1.0`. */
  readonly dataset?: string | undefined;
  /**
   * A token, as text (a pasted `Bearer ` and blanks are taken off), or a strategy that gets one. Without
   * it requests go out with no credential, and most operations are refused.
   */
  readonly auth?: string | AuthStrategy | undefined;
  /** Used in place of the global `fetch`; it is called with an address as text and plain options. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Further attempts after one that failed for lack of a usable answer or with status 408, 429, 500,
   * 502, 503 or 504: a number, or more detail. GET, DELETE and POST requests whose repetition changes
   * nothing more are repeated, no others. Default 2.
   */
  readonly retry?: number | RetryOptions | undefined;
  /** Milliseconds for one attempt, its body included (a stream's body is not). Default 60,000. */
  readonly timeout?: number | undefined;
  /** Name of the calling application, told to the server with each request as `?app=`. Default none. */
  readonly app?: string | undefined;
  /** The clock that a token's expiry is compared with. Default the system's. */
  readonly now?: (() => Date) | undefined;
}

/**
 * A client of one server. It does no I/O: a wrong token or address shows at the first operation.
 *
 * @throws InputError for an address, token, dataset or number that cannot be.
 *
 * @example
 * ```ts
 * import { createClient, fetchDatasets, fetchHead } from '@clio/core';
 *
 * const client = createClient({ auth: '3f0c9a…' });
 * for (const { id } of await fetchDatasets(client)) console.log(id);
 *
 * const vnc = createClient({ auth: '3f0c9a…', dataset: 'VNC' });
 * console.log(await fetchHead(vnc));
 * ```
 */
export function createClient(options: ClientOptions & { readonly dataset: string }): DatasetClient;
export function createClient(options?: ClientOptions): Client;
export function createClient(options: ClientOptions = {}): Client {
  const { server = defaultServer, auth, retry = {}, timeout = 60_000, app, dataset } = options;
  const address = toServerAddress(server);
  if (!(timeout > 0 && timeout <= 2_147_483_647)) {
    throw new InputError(`A time limit of ${timeout} ms is not possible; give 1 to 2147483647.`);
  }
  const retryOptions = typeof retry === 'number' ? { limit: retry } : retry;
  const { limit = 2 } = retryOptions;
  if (!Number.isInteger(limit) || limit < 0) {
    throw new InputError(`${limit} further attempts are not possible; give a whole number from 0.`);
  }
  const fetch = options.fetch;
  const client: Client = {
    server: address,
    ...(fetch ? { fetch } : {}),
    send: createSend({
      server: address,
      auth: typeof auth === 'string' ? toStrategy(auth) : auth,
      fetch: fetch ? (url, init) => fetch(url, init) : (url, init) => globalThis.fetch(url, init),
      retry: retryOptions,
      timeout,
      app: app === '' ? undefined : app,
      now: options.now,
    }),
  };
  return dataset === undefined ? client : withDataset(client, dataset);
}

function toStrategy(text: string): AuthStrategy {
  const token = toToken(text);
  return async () => ({ kind: 'bearer', token, source: 'the auth option' });
}
