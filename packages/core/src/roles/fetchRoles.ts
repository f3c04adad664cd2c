import type { Client } from '../client/Client.js';
import { readJson } from '../transport/readJson.js';
import { type Roles, rolesSchema } from './Roles.js';

/**
 * Who the client's user is and what this user may do. The server may answer from up to ten minutes
 * ago; `fetchProfile` is always fresh.
 *
 * A global admin has no rights in a dataset by that alone.
 *
 * @throws AuthenticationError without a valid token.
 *
 * @example
 * ```ts
 * const { email, datasets } = await fetchRoles(client);
 * const mayWrite = datasets['VNC']?.includes('clio_write') ?? false;
 * ```
 */
export async function fetchRoles(
  client: Client,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Roles> {
  return readJson(await client.send({ method: 'GET', path: ['v2', 'roles'], signal }), rolesSchema);
}
