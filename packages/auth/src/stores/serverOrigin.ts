import { InputError } from '@clio/core';

/**
 * The origin of a server's address: what tokens are kept by, so that one saved for
 * `https://clio.example.org/` is found for `https://CLIO.example.org/api` and for no other server.
 *
 * @example
 * ```ts
 * import { serverOrigin } from '@clio/auth';
 *
 * serverOrigin('https://clio.example.org:443/api/'); // 'https://clio.example.org'
 * ```
 *
 * @throws InputError where the text is no http or https address.
 */
export function serverOrigin(server: string): string {
  const address = URL.canParse(server) ? new URL(server) : undefined;
  if (!address || !/^https?:$/.test(address.protocol)) {
    throw new InputError(
      'The address of a server starts with https:// or http:// and names a host; give it whole, such as https://clio.example.org.',
    );
  }
  return address.origin;
}
