import type { AuthStrategy, BearerCredential, Credential } from '../auth/AuthStrategy.js';
import { TokenExpiredError } from '../errors/CredentialError.js';
import { InputError } from '../errors/InputError.js';
import { canBeSent } from '../tokens/toToken.js';
import { isPrivateHost } from './serverAddress.js';

/** The part of `fetch` that we use: an address as text, and plain options. */
export type PlainFetch = (url: string, init: RequestInit) => Promise<Response>;

/** A `fetch` that knows which credential it sent. */
export type AuthorizedFetch = (
  url: string,
  init: RequestInit,
  onCredential?: (credential: Credential) => void,
) => Promise<Response>;

export interface AuthorizedFetchOptions {
  /** The server that the credential is for; an address of another origin gets none. */
  readonly server: string;
  readonly now?: (() => Date) | undefined;
}

const nothing: Credential = { kind: 'none', source: 'no credential' };

/** A 401 that means "not authenticated", and not "not permitted", which has another text and no header. */
export async function isNotAuthenticated(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  if (response.headers.has('www-authenticate')) return true;
  // A browser hides the header from a page of another origin, so the text decides there.
  const text = await response
    .clone()
    .text()
    .catch(() => '');
  return text.includes('Could not validate credentials');
}

/**
 * A `fetch` that adds the credential of a strategy. On a 401 that means "not authenticated" it asks
 * the strategy once for a newer credential and sends once more; requests refused at the same time
 * share that question. Any other answer comes back as it is.
 *
 * @throws TokenExpiredError, before anything is sent, when the credential is known to have run out.
 * @throws InputError, before anything is sent, when a token would cross the internet unencrypted.
 *
 * @example
 * ```ts
 * import { authorizedFetch } from '@clio/core';
 *
 * const send = authorizedFetch(auth, fetch, { server: 'https://clio.example.org' });
 * const response = await send('https://clio.example.org/v2/roles', { method: 'GET' });
 * ```
 */
export function authorizedFetch(
  auth: AuthStrategy | undefined,
  fetch: PlainFetch,
  { server, now = () => new Date() }: AuthorizedFetchOptions,
): AuthorizedFetch {
  const { origin, protocol, hostname } = new URL(server);
  const encrypted = protocol === 'https:' || isPrivateHost(hostname);
  let refresh: { readonly rejected: string; readonly flight: Promise<Credential> } | undefined;

  function send(url: string, init: RequestInit, credential: Credential): Promise<Response> {
    // Headers of the caller's stay; a credential rides only to the origin it is for.
    const headers = new Headers(init.headers);
    const mine = new URL(url).origin === origin;
    if (mine && credential.kind === 'bearer') {
      check(credential);
      headers.set('authorization', `Bearer ${credential.token}`);
    }
    const credentials = mine && credential.kind === 'cookie' ? 'include' : 'omit';
    return fetch(url, { ...init, headers: Object.fromEntries(headers), credentials });
  }

  function check({ token, source, expiresAt }: BearerCredential): void {
    // The engine would show it in its own error.
    if (!canBeSent(token)) {
      throw new InputError(
        `The token from ${source} is empty, or holds a blank, a line break or another character that no token has.`,
      );
    }
    if (!encrypted) {
      throw new InputError(
        `The token is not sent to ${origin}: that address is not encrypted and not on a private network. Use its https:// address.`,
      );
    }
    if (expiresAt && expiresAt.getTime() <= now().getTime()) {
      throw new TokenExpiredError(
        `The token from ${source} expired at ${expiresAt.toISOString()}; nothing was sent. ${remedy}`,
        { remedy, source, expiresAt },
      );
    }
  }

  /** One question for all requests that were refused with the same credential. */
  function newer(rejected: Credential): Promise<Credential> {
    const key = identity(rejected);
    if (refresh?.rejected === key) return refresh.flight;
    // Not bound to one caller's signal: others wait for the same answer.
    const flight = (auth as AuthStrategy)({ server: origin, rejected });
    refresh = { rejected: key, flight };
    // A failure, or no newer credential, is no answer to keep: the next refusal asks again.
    flight.then(
      (credential) => identity(credential) === key && forget(flight),
      () => forget(flight),
    );
    return flight;
  }

  function forget(flight: Promise<Credential>): void {
    if (refresh?.flight === flight) refresh = undefined;
  }

  return async (url, init, onCredential) => {
    const signal = init.signal ?? undefined;
    const credential = auth
      ? await untilAborted(auth({ server: origin, ...(signal ? { signal } : {}) }), signal)
      : nothing;
    onCredential?.(credential);
    const response = await send(url, init, credential);
    if (!auth || credential.kind === 'none' || !(await isNotAuthenticated(response))) {
      return response;
    }
    const flight = newer(credential);
    const next = await untilAborted(flight, signal);
    if (identity(next) === identity(credential)) return response;
    await response.body?.cancel().catch(() => undefined);
    onCredential?.(next);
    const second = await send(url, init, next);
    // Worn out in its turn, so that the next refusal asks again.
    if (await isNotAuthenticated(second)) forget(flight);
    return second;
  };
}

/** What to do about a token that is no good. */
export const remedy = 'Get a new token and pass it as auth.';

/** Tells credentials apart by what goes over the wire. */
function identity(credential: Credential): string {
  return credential.kind === 'bearer' ? `bearer ${credential.token}` : credential.kind;
}

/** The promise's outcome, or the signal's reason when that comes first. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
