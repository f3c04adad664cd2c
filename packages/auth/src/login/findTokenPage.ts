import { createClient, createLoginUrl } from '@clio/core';

/** Options of {@link findTokenPage}. */
export interface FindTokenPageOptions {
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The page on which a person logs in and finds a token to copy: the account page of the server's login
 * service, which is found by following the server's login one step, without a credential. Where that does
 * not lead to one (an older server, no network, a browser, which hides where a redirect leads), it
 * is the server's own page.
 *
 * @example
 * ```ts
 * import { findTokenPage } from '@clio/auth';
 *
 * console.log(`Copy your token on ${await findTokenPage('https://clio.example.org')}`);
 * ```
 *
 * @throws InputError where the address cannot be one, and the reason of the signal where that aborts.
 */
export async function findTokenPage(
  server: string,
  { fetch = globalThis.fetch, signal }: FindTokenPageOptions = {},
): Promise<string> {
  const client = createClient({ server });
  const login = createLoginUrl(client, { redirect: `${client.server}/` });
  let location: string | null = null;
  try {
    const response = await fetch(login, { redirect: 'manual', signal: signal ?? null });
    location = response.headers.get('location');
    await response.body?.cancel();
  } catch {
    signal?.throwIfAborted();
  }
  const service = location && /^(https?:\/\/.+?)\/api\/v1\/authorize(\?|$)/.exec(location)?.[1];
  return service ? `${service}/web/my-account` : `${client.server}/`;
}
