import { type AuthStrategy, TokenExpiredError } from '@clio/core';

/** A token that will run out soon. */
export interface ExpiryNotice {
  /** Origin of the server that it is for. */
  readonly server: string;
  /** Where it came from, in words. */
  readonly source: string;
  readonly expiresAt: Date;
  /** Time left, in milliseconds. */
  readonly left: number;
  /** One sentence for a person: what runs out when, and what to do. */
  readonly message: string;
}

/** How a strategy watches the expiry of its tokens, where that is known. */
export interface ExpiryOptions {
  /** Called once for each token that runs out within {@link warnBefore}. */
  readonly onExpiresSoon?: ((notice: ExpiryNotice) => void) | undefined;
  /** How early that is, in milliseconds. Default: 24 hours. */
  readonly warnBefore?: number | undefined;
  /** What to do about a token that has run out, as one sentence. */
  readonly remedy?: string | undefined;
  /** Default: the system's clock. */
  readonly now?: (() => Date) | undefined;
}

/**
 * What to do about a token that runs out, has run out, or is missing, where a caller says nothing
 * else.
 */
export const defaultRemedy = 'Get a new token with `clio auth login`.';

const day = 24 * 60 * 60 * 1000;

/**
 * A strategy whose tokens are watched: it says once for each token that it will run out soon, and
 * refuses one that has run out, before anything is sent. A credential without a known expiry
 * passes.
 *
 * @example
 * ```ts
 * import { staticAuth, watchExpiry } from '@clio/auth';
 *
 * const auth = watchExpiry(staticAuth('a token'), {
 *   warnBefore: 60 * 60 * 1000,
 *   onExpiresSoon: ({ message }) => console.warn(message),
 * });
 * ```
 *
 * @throws TokenExpiredError (from the strategy), with the source of the token and what to do.
 */
export function watchExpiry(strategy: AuthStrategy, options: ExpiryOptions = {}): AuthStrategy {
  const { onExpiresSoon, warnBefore = day, remedy = defaultRemedy } = options;
  const { now = () => new Date() } = options;
  const told = new Set<string>();
  return async (request) => {
    const credential = await strategy(request);
    if (credential.kind !== 'bearer' || !credential.expiresAt) return credential;
    const { source, expiresAt, token } = credential;
    const left = expiresAt.getTime() - now().getTime();
    if (left <= 0) {
      throw new TokenExpiredError(
        `The token in use (${source}) expired at ${moment(expiresAt)}. ${remedy}`,
        { remedy, source, expiresAt },
      );
    }
    if (left <= warnBefore && onExpiresSoon && !told.has(token)) {
      told.add(token);
      const message = `The token in use (${source}) expires in ${duration(left)}, at ${moment(expiresAt)}. ${remedy}`;
      onExpiresSoon({ server: request.server, source, expiresAt, left, message });
    }
    return credential;
  };
}

function moment(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function duration(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
