import type { BodySizes } from '@clio/core';
import type { OutputStream } from './streams.js';

/**
 * A `fetch` that shows each request on standard error when its answer begins: method, address without
 * secrets, status, time, and whether it is a repetition.
 */
export function verboseFetch(
  fetch: typeof globalThis.fetch,
  stderr: OutputStream,
  now: () => Date,
): typeof globalThis.fetch {
  const failed = new Set<string>();
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const request = `${method} ${withoutSecrets(address)}`;
    const again = failed.delete(request) ? ', repeated' : '';
    const start = now().getTime();
    const tell = (outcome: string) =>
      stderr
        .write(`${request}: ${outcome}, ${now().getTime() - start} ms${again}\n`)
        .catch(() => {});
    try {
      const response = await fetch(input, init);
      if (response.status >= 400) failed.add(request);
      await tell(String(response.status));
      return response;
    } catch (error) {
      failed.add(request);
      const { code } =
        (error as { cause?: { code?: string } }).cause ?? (error as { code?: string });
      await tell(init?.signal?.aborted ? 'given up' : `no answer${code ? ` (${code})` : ''}`);
      throw error;
    }
  };
}

/** The same for the one request that `fetch` cannot send: a GET with a body. */
export function verboseBodySizes(
  bodySizes: BodySizes,
  stderr: OutputStream,
  now: () => Date,
): BodySizes {
  return async (question) => {
    const { url, bodyids, signal } = question;
    const request = `GET ${withoutSecrets(url)} (${bodyids.length} bodies)`;
    const start = now().getTime();
    const tell = (outcome: string) =>
      stderr.write(`${request}: ${outcome}, ${now().getTime() - start} ms\n`).catch(() => {});
    try {
      const sizes = await bodySizes(question);
      await tell('200');
      return sizes;
    } catch (error) {
      const status = /status \d+/.exec(error instanceof Error ? error.message : '')?.[0];
      await tell(signal.aborted ? 'given up' : (status ?? 'no answer'));
      throw error;
    }
  };
}

/** Names of query parameters whose values are harmless; all other values are left out. */
const harmless = new Set([
  'app',
  'show',
  'version',
  'templates',
  'onlyid',
  'conditional',
  'replace',
]);

/** An address without user, password, and values of unknown query parameters. */
export function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return '(an address that cannot be read)';
  const url = new URL(address);
  const query = [...url.searchParams].map(([name, value]) =>
    harmless.has(name) ? `${name}=${value}` : `${name}=…`,
  );
  return `${url.origin}${url.pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}
