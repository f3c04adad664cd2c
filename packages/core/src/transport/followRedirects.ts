import type { PlainFetch } from './authorizedFetch.js';

const limit = 5;

/**
 * A `fetch` that follows redirects only within the origin that was asked, and returns any other
 * redirect as it is, so that no credential and no body reaches another server.
 *
 * A POST or DELETE is repeated only on 307 and 308, which keep the method. A page in a browser never
 * sees where a redirect leads; there every redirect is returned.
 */
export function followRedirects(fetch: PlainFetch): PlainFetch {
  return async (url, init) => {
    let target = url;
    for (let hop = 0; ; hop++) {
      const response = await fetch(target, { ...init, redirect: 'manual' });
      const next = nextTarget(response, target, init.method ?? 'GET');
      if (next === undefined || hop === limit) return response;
      await response.body?.cancel().catch(() => undefined);
      target = next;
    }
  };
}

function nextTarget(response: Response, from: string, method: string): string | undefined {
  const keepsMethod = response.status === 307 || response.status === 308;
  const getOnly = response.status === 301 || response.status === 302 || response.status === 303;
  if (!keepsMethod && !(getOnly && method === 'GET')) return undefined;
  const location = redirectTarget(response, from);
  if (location?.origin !== new URL(from).origin) return undefined;
  return location.href;
}

/** Where a redirect leads; undefined when it does not say, or must not tell. */
export function redirectTarget(response: Response, from: string): URL | undefined {
  const location = response.headers.get('location');
  return location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined;
}
