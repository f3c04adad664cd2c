import type { Client } from '../client/Client.js';
import { type OpenObject, openObjects } from '../schemas/openObject.js';
import { readJson } from '../transport/readJson.js';
import type { ValueOptions } from './ValueOptions.js';

/**
 * All values of the client's user in a scope, by key. Empty for a scope that does not exist.
 *
 * @throws InputError for an empty scope, or one with a `/`.
 *
 * @example
 * ```ts
 * for (const [key, value] of Object.entries(await fetchValues(client, 'settings'))) console.log(key, value);
 * ```
 */
export async function fetchValues(
  client: Client,
  scope: string,
  { timestamp, signal }: ValueOptions = {},
): Promise<Readonly<Record<string, OpenObject>>> {
  const response = await client.send({
    method: 'GET',
    path: ['v2', 'kv', scope],
    query: { timestamp },
    signal,
  });
  return readJson(response, openObjects);
}
