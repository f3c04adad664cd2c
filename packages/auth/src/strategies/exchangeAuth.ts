import { type AuthStrategy, type BearerCredential, toToken } from '@clio/core';
import { memoryTokenStore } from '../stores/memoryTokenStore.js';
import { serverOrigin } from '../stores/serverOrigin.js';
import type { SavedToken, TokenStore } from '../stores/TokenStore.js';
import { describeToken } from '../tokens/describeToken.js';
import { exchangeIdentity, exchangeRemedy } from './exchangeIdentity.js';
import { type ExpiryOptions, watchExpiry } from './watchExpiry.js';

/** Options of {@link exchangeAuth}. */
export interface ExchangeAuthOptions extends Omit<ExpiryOptions, 'remedy'> {
  /**
   * Where the identity token comes from, in words; marks the exchanged token in the store. Default:
   * `Google`.
   */
  readonly source?: string | undefined;
  /**
   * Keeps the exchanged token, so that it is exchanged once. Default: the memory of this strategy.
   */
  readonly store?: TokenStore | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Time limit of the exchange, in milliseconds. Default: 30 seconds. */
  readonly timeout?: number | undefined;
  /**
   * How long before its expiry the token is exchanged again, in milliseconds. Default: 5 minutes.
   */
  readonly leeway?: number | undefined;
}

/**
 * Exchanges a Google identity token for a token of the server (`POST /v2/server/token`), where the
 * server still accepts one: older deployments do, and answer with a token that runs out after some
 * weeks; today's refuse, and this says so.
 *
 * It makes no token that is not needed: the one it got is kept in the store and used until shortly
 * before it runs out or until the server refuses it, and one that never runs out is not replaced by
 * another. A token that a person saved in the same store is neither used nor overwritten.
 *
 * @param identity Gives the identity token; throws CredentialUnavailableError where there is none.
 *
 * @example
 * ```ts
 * import { exchangeAuth } from '@clio/auth';
 *
 * const auth = exchangeAuth(async () => 'a Google identity token', { source: 'sign-in button' });
 * ```
 *
 * @throws CredentialUnavailableError where the server does not accept the identity token,
 *   NetworkError, TimeoutError, ServerError or DecodeError where the exchange fails (all from the
 *   strategy).
 */
export function exchangeAuth(
  identity: (request: { signal?: AbortSignal | undefined }) => Promise<string>,
  options: ExchangeAuthOptions = {},
): AuthStrategy {
  const { source = 'Google', store = memoryTokenStore(), leeway = 5 * 60_000 } = options;
  const { timeout = 30_000, now = () => new Date() } = options;
  /** For the case that the store holds a person's token, which stays there. */
  const own = memoryTokenStore();

  const toCredential = ({ token, email, expiresAt }: SavedToken): BearerCredential => ({
    kind: 'bearer',
    token,
    source,
    email,
    expiresAt,
  });

  const exchange = async (server: string, signal: AbortSignal | undefined): Promise<SavedToken> => {
    const proof = toToken(await identity({ signal }));
    const token = await exchangeIdentity(server, proof, { fetch: options.fetch, timeout, signal });
    const { email, expiresAt } = describeToken(token);
    return { token, email, expiresAt, savedAt: now(), obtainedBy: source };
  };

  const strategy: AuthStrategy = async ({ server, rejected, signal }) => {
    signal?.throwIfAborted();
    const origin = serverOrigin(server);
    const stored = await store.load(origin);
    const mine = stored?.obtainedBy === source ? stored : await own.load(origin);
    const left = mine?.expiresAt
      ? mine.expiresAt.getTime() - now().getTime()
      : Number.POSITIVE_INFINITY;
    const refused = rejected?.kind === 'bearer' && rejected.token === mine?.token;
    // A refused token without an expiry was withdrawn: only a person makes another of its kind.
    if (mine && (refused ? !mine.expiresAt : left > leeway)) return toCredential(mine);
    try {
      const saved = await exchange(server, signal);
      const current = await store.load(origin);
      const keeper = current && current.obtainedBy === undefined ? own : store;
      await keeper.save(origin, saved);
      return toCredential(saved);
    } catch (error) {
      if (mine && !refused && left > 0 && !signal?.aborted) return toCredential(mine);
      throw error;
    }
  };
  return watchExpiry(strategy, { ...options, remedy: exchangeRemedy });
}
