import { HttpError, notSignedIn } from '../http/HttpError.js';
import { type Incoming, queryValue } from '../http/Incoming.js';
import { PythonError } from '../python/values.js';
import type { Identity } from './Identity.js';
import { toUser } from './toUser.js';
import type { User } from './User.js';

const lifetime = 600_000;

/** Finds out who calls: by bearer, cookie or query, the first that is there. */
export class SignIn {
  readonly #seen = new Map<string, { at: number; user: User }>();

  constructor(
    readonly identity: Identity,
    readonly now: () => Date,
  ) {}

  /**
   * A token that the identity service has approved of counts for ten minutes without asking again;
   * `/profile` always asks.
   *
   * @throws HttpError 401
   */
  user(incoming: Incoming): User {
    const token = resolveToken(incoming, bearer(incoming.headers.authorization));
    if (token === undefined) throw notSignedIn();
    const now = this.now().getTime();
    const seen = this.#seen.get(token);
    if (seen && incoming.path !== '/profile' && now - seen.at < lifetime) return seen.user;
    checkSendable(token);
    const owner = this.identity.owner(token.trim());
    if (!owner) throw notSignedIn();
    const user = toUser(this.identity.describe(owner), token);
    this.#seen.set(token, { at: now, user });
    return user;
  }
}

/** The token in an `Authorization` header; the word before it may be in any case. */
export function bearer(header: string | undefined): string | undefined {
  const match = /^([^ ]*) ?(.*)$/s.exec(header ?? '');
  return match?.[1]?.toLowerCase() === 'bearer' ? match[2] : undefined;
}

/** The given token, or else that of the cookie or the query; empty ones do not count. */
export function resolveToken(incoming: Incoming, given: string | undefined): string | undefined {
  return (
    given || incoming.cookies.get('dsg_token') || queryValue(incoming, 'dsg_token') || undefined
  );
}

/**
 * The server hands the token on in a header of its own, which cannot hold everything.
 *
 * @throws PythonError outside ASCII
 * @throws HttpError 502 for control characters and blanks at the end
 */
export function checkSendable(token: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is the ASCII range.
  if (!/^[\x00-\x7f]*$/.test(token)) {
    throw new PythonError('UnicodeEncodeError', "'ascii' codec can't encode character");
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header refuses.
  if (/[\x00-\x08\x0a-\x1f\x7f]|[ \t]$/.test(token))
    throw new HttpError(502, 'Auth service unavailable');
}
