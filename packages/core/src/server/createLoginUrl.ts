import type { Client } from '../client/Client.js';
import { encodeQuery } from '../transport/segments.js';

/** Where a login leads. */
export interface LoginUrlOptions {
  /** Where the browser goes afterwards. */
  readonly redirect: string;
  /** A dataset whose terms of service are shown for acceptance. */
  readonly dataset?: string | undefined;
  /** The service that is logged in to. The server's default is `clio`. */
  readonly service?: string | undefined;
}

/**
 * The address that a browser opens to log in. No request is made, and the address holds no secret.
 *
 * @example
 * ```ts
 * location.href = createLoginUrl(client, { redirect: location.href });
 * ```
 */
export function createLoginUrl(client: Client, options: LoginUrlOptions): string {
  const { redirect, dataset, service } = options;
  return `${client.server}/login${encodeQuery({ redirect, dataset, service })}`;
}
