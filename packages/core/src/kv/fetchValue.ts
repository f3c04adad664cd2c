import type { Client } from '../client/Client.js';
import { type OpenObject, openObject } from '../schemas/openObject.js';
import { readJson } from '../transport/readJson.js';
import type { ValueOptions } from './ValueOptions.js';

/**
 * A value of the client's user. Each user has values of his own, in scopes; they belong to no dataset.
 *
 * @throws NotFoundError when there is no such key in the scope.
 * @throws InputError for an empty scope or key, or one with a `/`.
 *
 * @example
 * ```ts
 * const { theme } = await fetchValue(client, 'settings', 'viewer');
 * ```
 */
export async function fetchValue(
  client: Client,
  scope: string,
  key: string,
  { timestamp, signal }: ValueOptions = {},
): Promise<OpenObject> {
  const response = await client.send({
    method: 'GET',
    path: ['v2', 'kv', scope, key],
    query: { timestamp },
    signal,
  });
  return readJson(response, openObject);
}
