import type { Client } from '../client/Client.js';
import { readNull } from '../transport/readJson.js';

/**
 * Makes the server read dataset documents and version tags again, which it otherwise does after up
 * to ten minutes. Only the process that answers does so; users, tokens and groups stay as they are.
 *
 * @throws AuthenticationError without a valid token.
 *
 * @example
 * ```ts
 * await refreshCaches(client);
 * const versions = await fetchVersions(client);
 * ```
 */
export async function refreshCaches(
  client: Client,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const path = ['v2', 'server', 'refresh-caches'];
  await readNull(await client.send({ method: 'POST', path, idempotent: true, signal }));
}
