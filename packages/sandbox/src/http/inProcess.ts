import { ConnectionCut } from './ConnectionCut.js';
import type { RawHandler, RawRequest, RawResponse } from './messages.js';

/** The server at an address (origin), if there is one. */
export type FindServer = (url: URL) => RawHandler | undefined;

const mostRedirects = 20;
const withoutBody = [101, 103, 204, 205, 304];

/**
 * A `fetch` that reaches these servers and no others. It does what the caller of a real one relies
 * on: redirects are followed (without credentials to another origin), a signal aborts, a connection
 * that ends is a `TypeError`.
 */
export function createFetch(find: FindServer): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    let raw: RawRequest = {
      method: request.method,
      target: '',
      headers: Object.fromEntries(request.headers),
      body: new Uint8Array(await request.arrayBuffer()),
      signal: request.signal,
    };
    let url = new URL(request.url);
    for (let redirects = 0; ; redirects++) {
      const handle = find(url);
      if (handle === undefined) {
        throw failed(`the sandbox has no server at ${url.origin}`, 'ENOTFOUND');
      }
      request.signal.throwIfAborted();
      const { hash, origin, href } = url;
      const target = href.slice(origin.length, hash === '' ? undefined : -hash.length);
      const response = await unlessAborted(
        request.signal,
        handle({ ...raw, target, headers: { ...raw.headers, host: url.host } }),
      );
      const location = redirectTo(response, url);
      if (location === undefined || request.redirect === 'manual') {
        return toResponse(response, {
          url: url.href,
          redirected: redirects > 0,
          method: raw.method,
          signal: request.signal,
        });
      }
      if (request.redirect === 'error') throw failed('a redirect was answered');
      if (redirects >= mostRedirects) throw failed('more than 20 redirects');
      raw = redirectedRequest(raw, response.status, url, location);
      url = location;
    }
  };
}

function redirectTo(response: RawResponse, from: URL): URL | undefined {
  const location = response.headers.location;
  if (typeof location !== 'string' || ![301, 302, 303, 307, 308].includes(response.status)) {
    return undefined;
  }
  try {
    return new URL(location, from);
  } catch {
    throw failed(`a redirect to ${JSON.stringify(location)}`);
  }
}

/** The next request, as the fetch standard has it. */
function redirectedRequest(raw: RawRequest, status: number, from: URL, to: URL): RawRequest {
  const headers: Record<string, string> = { ...raw.headers };
  let { method, body } = raw;
  if (
    (status === 303 && method !== 'GET' && method !== 'HEAD') ||
    (status < 303 && method === 'POST')
  ) {
    method = 'GET';
    body = new Uint8Array();
    for (const name of [
      'content-type',
      'content-length',
      'content-encoding',
      'content-language',
      'content-location',
    ]) {
      delete headers[name];
    }
  }
  if (to.origin !== from.origin) {
    delete headers.authorization;
    delete headers.cookie;
    delete headers['proxy-authorization'];
  }
  return { ...raw, method, headers, body };
}

interface Answered {
  readonly url: string;
  readonly redirected: boolean;
  readonly method: string;
  readonly signal: AbortSignal;
}

function toResponse(raw: RawResponse, answered: Answered): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.headers)) {
    for (const text of typeof value === 'string' ? [value] : value) headers.append(name, text);
  }
  const empty = answered.method === 'HEAD' || withoutBody.includes(raw.status);
  const body = empty
    ? null
    : raw.body instanceof Uint8Array
      ? raw.body
      : toStream(raw.body, answered.signal);
  const response = new Response(body as BodyInit | null, { status: raw.status, headers });
  // A string or bytes for a body brings a content type of its own in some engines.
  if (raw.headers['content-type'] === undefined) response.headers.delete('content-type');
  Object.defineProperty(response, 'url', { value: answered.url.replace(/#.*$/, '') });
  Object.defineProperty(response, 'redirected', { value: answered.redirected });
  return response;
}

function toStream(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const leave = () => {
        controller.error(signal.reason);
        void chunks.return?.();
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    },
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (signal.aborted) return;
        if (done === true) controller.close();
        else if (value.length > 0) controller.enqueue(value);
        else await this.pull?.(controller);
      } catch (error) {
        if (!signal.aborted)
          controller.error(error instanceof ConnectionCut ? terminated(error) : error);
      }
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}

async function unlessAborted(
  signal: AbortSignal,
  answer: Promise<RawResponse>,
): Promise<RawResponse> {
  let leave = () => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } catch (error) {
    throw error instanceof ConnectionCut ? failed('other side closed', 'UND_ERR_SOCKET') : error;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** As Node's `fetch` says it: the error tells nothing, its cause tells what. */
function failed(message: string, code?: string): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error(message), code === undefined ? {} : { code }),
  });
}

function terminated(cause: unknown): TypeError {
  return new TypeError('terminated', { cause });
}
