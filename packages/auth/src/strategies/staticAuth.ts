import { type AuthStrategy, toToken } from '@clio/core';
import { describeToken } from '../tokens/describeToken.js';
import { type ExpiryOptions, watchExpiry } from './watchExpiry.js';

/** Options of {@link staticAuth}. */
export interface StaticAuthOptions extends ExpiryOptions {
  /** Where the token came from, in words. Default: `given token`. */
  readonly source?: string | undefined;
}

/**
 * A token that is at hand. `createClient({ auth: token })` is short for it; use this to name the
 * source, or to hear of the expiry.
 *
 * @example
 * ```ts
 * import { staticAuth } from '@clio/auth';
 * import { createClient } from '@clio/core';
 *
 * const auth = staticAuth('a token', { source: 'the form' });
 * const client = createClient({ auth });
 * ```
 *
 * @throws InputError (at once) where the text cannot be a token. The strategy throws
 *   TokenExpiredError where the token says that it has run out.
 */
export function staticAuth(token: string, options: StaticAuthOptions = {}): AuthStrategy {
  const { source = 'given token' } = options;
  const clean = toToken(token);
  const { expiresAt, email } = describeToken(clean);
  const credential = { kind: 'bearer', token: clean, source, expiresAt, email } as const;
  return watchExpiry(async () => credential, options);
}
