import { staticAuth } from '@clio/auth';
import { type AuthStrategy, CredentialUnavailableError, InputError, toToken } from '@clio/core';
import { type Environment, readEnvironment } from '../environment/readEnvironment.js';

const remedy = 'Set CLIO_TOKEN to a new token, or unset it and run `clio auth login`.';

/**
 * The token of the environment variable `CLIO_TOKEN`, read at each call; an empty one counts as not
 * set.
 *
 * @example
 * ```ts
 * import { environmentAuth } from '@clio/node';
 *
 * const auth = environmentAuth({ CLIO_TOKEN: 'a token' });
 * ```
 *
 * @throws CredentialUnavailableError where the variable is not set, InputError where it cannot be a
 *   token, TokenExpiredError where it says that it has expired (all from the strategy).
 */
export function environmentAuth(
  env: Environment = process.env,
  options: { readonly now?: (() => Date) | undefined } = {},
): AuthStrategy {
  return async (request) => {
    const { token } = readEnvironment(env);
    if (!token) {
      throw new CredentialUnavailableError(`CLIO_TOKEN is not set. ${remedy}`, { remedy });
    }
    const source = 'environment variable CLIO_TOKEN';
    if (!canBeToken(token)) {
      throw new InputError(
        `CLIO_TOKEN is no token: it holds a blank, a line break or a character that no token has. Copy it again, whole and alone.`,
        { place: { source } },
      );
    }
    return staticAuth(token, { source, remedy, now: options.now })(request);
  };
}

function canBeToken(text: string): boolean {
  try {
    return toToken(text) !== '';
  } catch {
    return false;
  }
}
