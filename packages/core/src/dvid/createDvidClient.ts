import { type ClientOptions, createClient } from '../client/createClient.js';
import type { DvidClient } from './DvidClient.js';

/** What a DVID client is made of. */
export interface DvidClientOptions extends Omit<ClientOptions, 'server' | 'dataset'> {
  /** Address of the DVID server, such as the `dvid` of a dataset's document. */
  readonly server: string;
}

/**
 * A client that reads straight from a DVID server. It does no I/O.
 *
 * It sends a credential only when it is given one: the token of a Clio server is for that server, and
 * goes to DVID only when the caller passes it here. Many DVID servers answer to no web page of another
 * origin, or only to simple requests; in a browser expect that.
 *
 * A version, in all functions here, is what DVID takes for one: a uuid, the beginning of one, a branch
 * such as `9bc01e:master` or `:master`, or an ancestor such as `:master~2`.
 *
 * @throws InputError for an address, token or number that cannot be.
 *
 * @example
 * ```ts
 * import { createClient, fetchDataset } from '@clio/core';
 * import { bodyExists, createDvidClient } from '@clio/core/dvid';
 *
 * const { dvid, uuid } = await fetchDataset(createClient({ auth, dataset: 'VNC' }));
 * if (dvid && uuid) {
 *   const client = createDvidClient({ server: dvid });
 *   console.log(await bodyExists(client, uuid, 720575940621039145n));
 * }
 * ```
 */
export function createDvidClient(options: DvidClientOptions): DvidClient {
  const { server, send } = createClient(options);
  return { dvid: server, send };
}
