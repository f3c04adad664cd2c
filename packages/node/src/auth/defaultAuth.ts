import {
  cachedAuth,
  chainAuth,
  type ExpiryNotice,
  savedAuth,
  serverOrigin,
  type TokenStore,
  watchExpiry,
} from '@clio/auth';
import { type AuthStrategy, CredentialUnavailableError } from '@clio/core';
import { configFolder } from '../environment/folders.js';
import type { Environment } from '../environment/readEnvironment.js';
import { nodeFetch } from '../fetch/nodeFetch.js';
import { gcloudAuth } from '../gcloud/gcloudAuth.js';
import type { GcloudRunner } from '../gcloud/runGcloud.js';
import { fileTokenStore } from '../tokens/fileTokenStore.js';
import { environmentAuth } from './environmentAuth.js';

/** A place where {@link defaultAuth} looks for a token. */
export type TokenSource = 'environment' | 'saved' | 'gcloud';

/** Options of {@link defaultAuth}. */
export interface DefaultAuthOptions {
  /** The only server that gets a credential. Default: any server that the client asks. */
  readonly server?: string | undefined;
  /** Default: `process.env`. */
  readonly env?: Environment | undefined;
  /** Saved tokens. Default: the token file in the configuration folder. */
  readonly store?: TokenStore | undefined;
  /**
   * Where to look; the order stays. Leave only `saved` for a server that somebody else chose: a
   * saved token never goes to another server than its own. Default: all.
   */
  readonly sources?: readonly TokenSource[] | undefined;
  /** Called once for each token that runs out within {@link warnBefore}. */
  readonly onExpiresSoon?: ((notice: ExpiryNotice) => void) | undefined;
  /** How early that is, in milliseconds. Default: 24 hours. */
  readonly warnBefore?: number | undefined;
  /** For the exchange of gcloud's token. Default: {@link nodeFetch}. */
  readonly fetch?: typeof fetch | undefined;
  /** Runs `gcloud`. Default: the program on the PATH. */
  readonly run?: GcloudRunner | undefined;
  /** Default: the system's clock. */
  readonly now?: (() => Date) | undefined;
}

const remedy = 'Run `clio auth login`, or set CLIO_TOKEN.';

/**
 * The credential that a program on this machine uses, the first of:
 *
 * 1. the environment variable `CLIO_TOKEN`
 * 2. the token that was saved for the server (`clio auth login`, {@link saveToken})
 * 3. `gcloud`, where it is installed and the server accepts Google's identity tokens
 *
 * A token that has expired or that the server refused stops the search, so that nobody silently
 * becomes somebody else. The credential is kept while the program runs; after a refusal the sources
 * are read again. `clio` uses the same chain.
 *
 * @example
 * ```ts
 * import { createClient } from '@clio/core';
 * import { defaultAuth } from '@clio/node';
 *
 * const client = createClient({ dataset: 'VNC', auth: defaultAuth() });
 * ```
 *
 * @throws CredentialUnavailableError where there is no token, naming all places; TokenExpiredError
 *   where the token has expired; InputError where the token file is damaged (all from the
 *   strategy).
 */
export function defaultAuth(options: DefaultAuthOptions = {}): AuthStrategy {
  const { env = process.env, now, onExpiresSoon, warnBefore, run } = options;
  const { sources = ['environment', 'saved', 'gcloud'] } = options;
  const store = options.store ?? fileTokenStore({ folder: configFolder(env) });
  const strategies: Record<TokenSource, () => AuthStrategy> = {
    environment: () => environmentAuth(env, { now }),
    saved: () => savedAuth(store, { now, remedy }),
    gcloud: () => gcloudAuth({ env, run, store, now, fetch: options.fetch ?? nodeFetch({ env }) }),
  };
  const order: TokenSource[] = ['environment', 'saved', 'gcloud'];
  const chain = chainAuth(
    order.filter((each) => sources.includes(each)).map((each) => strategies[each]()),
    { remedy },
  );
  const cached = cachedAuth(chain, { now });
  const only = options.server === undefined ? undefined : serverOrigin(options.server);
  return watchExpiry(
    async (request) => {
      if (only !== undefined && serverOrigin(request.server) !== only) {
        throw new CredentialUnavailableError(
          `The credential is for ${only}, and ${request.server} was asked. Give defaultAuth the same server as the client.`,
          { remedy },
        );
      }
      return cached(request);
    },
    { now, onExpiresSoon, warnBefore, remedy },
  );
}
