import {
  type AuthRequest,
  type AuthStrategy,
  type Credential,
  CredentialUnavailableError,
  InputError,
  isClioError,
} from '@clio/core';
import { defaultRemedy } from './watchExpiry.js';

/** Options of {@link chainAuth}. */
export interface ChainAuthOptions {
  /** What to do where no strategy has anything, as one sentence. */
  readonly remedy?: string | undefined;
}

/**
 * The first strategy that has a credential. It moves on only where a strategy has nothing
 * (`CredentialUnavailableError`); a credential that has expired or was refused stops the chain, so
 * that nobody silently becomes somebody else.
 *
 * @example
 * ```ts
 * import { chainAuth, memoryTokenStore, savedAuth, staticAuth } from '@clio/auth';
 *
 * const auth = chainAuth([savedAuth(memoryTokenStore()), staticAuth('a token')]);
 * ```
 *
 * @throws InputError (at once) for an empty list. The strategy throws CredentialUnavailableError,
 *   naming all that was tried, where none has anything; and whatever the first strategy that has
 *   something throws.
 */
export function chainAuth(
  strategies: readonly AuthStrategy[],
  options: ChainAuthOptions = {},
): AuthStrategy {
  if (strategies.length === 0) {
    throw new InputError('A chain of credentials needs at least one strategy; the list is empty.');
  }
  const { remedy = defaultRemedy } = options;
  /** Which strategy gave a credential: its refusal concerns that one alone. */
  const givers = new WeakMap<Credential, AuthStrategy>();

  const ask = async (strategy: AuthStrategy, request: AuthRequest): Promise<Credential> => {
    const credential = await strategy(request);
    givers.set(credential, strategy);
    return credential;
  };

  return async (request) => {
    const giver = request.rejected && givers.get(request.rejected);
    if (giver) return ask(giver, request);
    const nothing: CredentialUnavailableError[] = [];
    for (const strategy of strategies) {
      try {
        return await ask(strategy, request);
      } catch (error) {
        if (!isClioError(error, 'credential-unavailable')) throw error;
        nothing.push(error as CredentialUnavailableError);
      }
    }
    const tried = [...new Set(nothing.map(withoutRemedy))].join(' ');
    throw new CredentialUnavailableError(`${tried} ${remedy}`, {
      remedy,
      cause: new AggregateError(nothing, 'Nothing that was tried has a credential.'),
    });
  };
}

/** The message of a strategy without its own advice, which the chain's replaces. */
function withoutRemedy({ message, remedy }: CredentialUnavailableError): string {
  return message.endsWith(remedy) ? message.slice(0, -remedy.length).trim() : message;
}
