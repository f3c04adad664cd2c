import type { Client } from '../client/Client.js';
import { encodeQuery } from '../transport/segments.js';

/**
 * The address that a browser opens to log out, which removes the login cookie. No request is made. It
 * revokes no token; the login service's account page does.
 *
 * @param options.redirect - where the browser goes afterwards. The server's default is its own first page.
 *
 * @example
 * ```ts
 * location.href = createLogoutUrl(client, { redirect: location.origin });
 * ```
 */
export function createLogoutUrl(
  client: Client,
  { redirect }: { readonly redirect?: string | undefined } = {},
): string {
  return `${client.server}/logout${encodeQuery({ redirect })}`;
}
