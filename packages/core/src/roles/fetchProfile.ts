import type { Client } from '../client/Client.js';
import { readJson } from '../transport/readJson.js';
import { type Profile, profileSchema } from './Roles.js';

/**
 * The same as `fetchRoles`, checked anew with the login service, and with that service's address. A
 * token that has been revoked is refused here at once, elsewhere after up to ten minutes.
 *
 * @throws AuthenticationError without a valid token.
 * @throws InvalidRequestError (405) on servers without a login service.
 *
 * @example
 * ```ts
 * const { email, dsg_url } = await fetchProfile(client);
 * ```
 */
export async function fetchProfile(
  client: Client,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Profile> {
  return readJson(await client.send({ method: 'GET', path: ['profile'], signal }), profileSchema);
}
