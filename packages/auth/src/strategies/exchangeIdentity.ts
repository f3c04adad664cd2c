import {
  CredentialUnavailableError,
  DecodeError,
  NetworkError,
  ServerError,
  TimeoutError,
  toToken,
} from '@clio/core';

/** What to do where no token can be exchanged. */
export const exchangeRemedy =
  'Log in with `clio auth login`, which takes a token from the web page, or set CLIO_TOKEN.';

/** Asks the server once for a token of its own in exchange for a Google identity token. */
export async function exchangeIdentity(
  server: string,
  identity: string,
  options: {
    fetch: typeof fetch | undefined;
    timeout: number;
    signal: AbortSignal | undefined;
  },
): Promise<string> {
  const { timeout, signal } = options;
  signal?.throwIfAborted();
  const limit = AbortSignal.timeout(timeout);
  const url = `${server.replace(/\/+$/, '')}/v2/server/token`;
  const facts = { method: 'POST', url };
  const ask = options.fetch ?? fetch;
  let response: Response;
  let text: string;
  try {
    response = await ask(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${identity}` },
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    text = await response.text();
  } catch (cause) {
    signal?.throwIfAborted();
    if (limit.aborted) {
      const message = `${server} did not answer the exchange of a Google identity token in ${timeout / 1000} s. Try again.`;
      throw new TimeoutError(message, facts, { cause });
    }
    const message = `${server} could not be reached to exchange a Google identity token. Check the address and the network.`;
    throw new NetworkError(message, facts, { cause });
  }
  if (response.status >= 500 || response.status === 429) {
    throw new ServerError(
      `${server} failed to exchange a Google identity token (status ${response.status}). Try again later.`,
      { ...facts, status: response.status, detail: undefined },
    );
  }
  if (!response.ok) {
    throw new CredentialUnavailableError(
      `${server} does not accept Google identity tokens (status ${response.status}). ${exchangeRemedy}`,
      { remedy: exchangeRemedy },
    );
  }
  const token = readToken(text);
  if (token === undefined) {
    throw new DecodeError(
      `${server} answered the exchange of a Google identity token with no token. ${exchangeRemedy}`,
    );
  }
  return token;
}

/** The token in the server's answer, a JSON string; undefined for anything else. */
function readToken(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? toToken(value) : undefined;
  } catch {
    return undefined;
  }
}
