import type { Client } from '../client/Client.js';
import { readNull } from '../transport/readJson.js';

/**
 * Deletes a value of the client's user. One that does not exist is no error.
 *
 * @throws InputError for an empty scope or key, or one with a `/`.
 *
 * @example
 * ```ts
 * await deleteValue(client, 'settings', 'viewer');
 * ```
 */
export async function deleteValue(
  client: Client,
  scope: string,
  key: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const path = ['v2', 'kv', scope, key];
  await readNull(await client.send({ method: 'DELETE', path, signal }));
}
