import type { AuthStrategy } from '@clio/core';

/**
 * The browser's own login cookie: requests go out with it, and no page script sees a token. Only
 * for pages on the same site as the server.
 *
 * @example
 * ```ts
 * import { cookieAuth } from '@clio/auth';
 * import { createClient } from '@clio/core';
 *
 * const client = createClient({ server: 'https://clio.example.org', auth: cookieAuth() });
 * ```
 */
export function cookieAuth(): AuthStrategy {
  return async () => ({ kind: 'cookie', source: "the browser's cookie" });
}
