import * as z from 'zod/mini';
import type { Client } from '../client/Client.js';
import { readJson } from '../transport/readJson.js';

const token = z.string().check(z.minLength(1));

/**
 * Asks the server for a new token of the client's user. Keep it: **each call makes one more token
 * that never expires**, and only the login service's account page can revoke it. It is therefore
 * never repeated by itself. Older servers answer with a token that runs out after three weeks.
 *
 * @throws AuthenticationError without a valid token or cookie.
 * @throws PermissionError for a service account.
 *
 * @example
 * ```ts
 * const token = await createToken(client);
 * ```
 */
export async function createToken(
  client: Client,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const response = await client.send({ method: 'POST', path: ['v2', 'server', 'token'], signal });
  return readJson(response, token);
}
