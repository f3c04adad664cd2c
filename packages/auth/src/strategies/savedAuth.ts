import { type AuthStrategy, CredentialUnavailableError } from '@clio/core';
import { serverOrigin } from '../stores/serverOrigin.js';
import type { TokenStore } from '../stores/TokenStore.js';
import { describeToken } from '../tokens/describeToken.js';
import { defaultRemedy, type ExpiryOptions, watchExpiry } from './watchExpiry.js';

/**
 * The token that a person saved for the server. The store is read at each call, so that a token
 * which another process has saved meanwhile is found. Tokens that a program obtained by itself are
 * left to the strategy that can renew them ({@link exchangeAuth}).
 *
 * @example
 * ```ts
 * import { memoryTokenStore, savedAuth } from '@clio/auth';
 * import { createClient } from '@clio/core';
 *
 * const client = createClient({ auth: savedAuth(memoryTokenStore()) });
 * ```
 *
 * @throws CredentialUnavailableError where no token is saved for the server, TokenExpiredError
 *   where the saved one is known to have run out (both from the strategy).
 */
export function savedAuth(store: TokenStore, options: ExpiryOptions = {}): AuthStrategy {
  const { remedy = defaultRemedy } = options;
  const read: AuthStrategy = async ({ server, signal }) => {
    signal?.throwIfAborted();
    const origin = serverOrigin(server);
    const saved = await store.load(origin);
    if (!saved || saved.obtainedBy !== undefined) {
      throw new CredentialUnavailableError(`No token is saved for ${origin}. ${remedy}`, {
        remedy,
      });
    }
    const known = describeToken(saved.token);
    return {
      kind: 'bearer',
      token: saved.token,
      source: `saved token for ${origin}`,
      expiresAt: saved.expiresAt ?? known.expiresAt,
      email: saved.email ?? known.email,
    };
  };
  return watchExpiry(read, options);
}
