import type { AuthStrategy, Credential } from '../auth/AuthStrategy.js';
import type { ClientRequest, Send } from '../client/Client.js';
import { isClioError } from '../errors/ClioError.js';
import { stringifyJson } from '../integers/stringifyJson.js';
import { authorizedFetch, type PlainFetch } from './authorizedFetch.js';
import { type RequestFacts, rememberRequest } from './facts.js';
import { followRedirects } from './followRedirects.js';
import { isHTTPError, isTimeoutError, ky } from './ky.js';
import type { RetryOptions } from './RetryOptions.js';
import { encodePath, encodeQuery } from './segments.js';
import { toNetworkError, toTimeoutError } from './toNetworkError.js';
import { toMilliseconds, toResponseError } from './toResponseError.js';

export interface SendOptions {
  /** As `toServerAddress` gives it. */
  readonly server: string;
  readonly auth: AuthStrategy | undefined;
  readonly fetch: PlainFetch;
  readonly retry: RetryOptions;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  readonly app?: string | undefined;
  readonly now?: (() => Date) | undefined;
}

const retriedStatuses = [408, 429, 500, 502, 503, 504];

/** The door of a client: fetch, then the credential, then time-outs and retries by ky. */
export function createSend(options: SendOptions): Send {
  const { server, timeout } = options;
  const authorized = authorizedFetch(options.auth, followRedirects(options.fetch), {
    server,
    now: options.now,
  });

  return async (request) => {
    request.signal?.throwIfAborted();
    const address = server + encodePath(request.path);
    const url = address + encodeQuery(request.query, { app: options.app });
    const facts: RequestFacts = { method: request.method, url: address };
    const body = request.body === undefined ? undefined : stringifyJson(request.body);
    const repeatable = request.idempotent ?? request.method !== 'POST';
    const broken = new Set<unknown>();
    let credential: Credential | undefined;

    /**
     * One attempt. ky makes a Request of its own, of which only the signal counts: it ends the attempt.
     * It is not what the body hangs on, because a Request's signal may be collected as garbage before
     * the body is read; the caller's signal is.
     */
    async function attempt({ signal }: Request): Promise<Response> {
      const ended = new AbortController();
      const end = () => ended.abort(signal.reason);
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
      let started = false;
      try {
        const response = await authorized(
          url,
          {
            method: request.method,
            signal: request.signal ? AbortSignal.any([request.signal, ended.signal]) : ended.signal,
            ...(body === undefined
              ? {}
              : { body, headers: { 'content-type': 'application/json' } }),
          },
          (used) => {
            credential = used;
          },
        );
        started = true;
        return request.limitBody === false ? response : await whole(response);
      } catch (error) {
        if (signal.aborted || request.signal?.aborted || isClioError(error)) throw error;
        const failure = toNetworkError(error, facts, { uncertain: !repeatable, started });
        broken.add(failure);
        throw failure;
      } finally {
        signal.removeEventListener('abort', end);
      }
    }

    try {
      const response = await ky(url, {
        method: request.method,
        fetch: (input) => attempt(input as Request),
        timeout,
        signal: request.signal ?? null,
        retry: retryPolicy(options.retry, repeatable ? request.method : undefined, broken),
      });
      return rememberRequest(response, facts);
    } catch (error) {
      // The caller's own reason, whatever form it took on the way.
      if (request.signal?.aborted) throw request.signal.reason;
      if (isClioError(error)) throw error;
      if (isHTTPError(error)) {
        const { response, data } = error;
        throw toResponseError({ request: facts, response, data, credential, hints: request.hints });
      }
      if (isTimeoutError(error)) {
        throw toTimeoutError(error, facts, { milliseconds: timeout, uncertain: !repeatable });
      }
      throw error;
    }
  };
}

/** The answer with its whole body in hand, so that the attempt's time limit and retry cover it. */
async function whole(response: Response): Promise<Response> {
  // Of these two statuses no answer with a body can be made. To ask for `body` would make a stream of it.
  if (!response.ok || response.status === 204 || response.status === 205) return response;
  const { status, statusText, headers } = response;
  return new Response(await response.arrayBuffer(), { status, statusText, headers });
}

function retryPolicy(
  { limit = 2, delay, maxRetryAfter = 60_000 }: RetryOptions,
  method: ClientRequest['method'] | undefined,
  broken: ReadonlySet<unknown>,
) {
  return {
    limit,
    methods: method === undefined ? [] : [method.toLowerCase()],
    statusCodes: retriedStatuses,
    ...(delay === undefined ? { jitter: halfToWhole } : { delay }),
    shouldRetry: ({ error }: { error: Error }) => {
      if (broken.has(error)) return true;
      // Of a credential's source, say; ky would take some of them for its own by their names.
      if (isClioError(error)) return false;
      if (!isHTTPError(error)) return undefined;
      // A wait that nobody expects is the caller's to decide.
      const wait = toMilliseconds(error.response.headers.get('retry-after'));
      return wait !== undefined && wait > maxRetryAfter ? false : undefined;
    },
  };
}

/** Waits of many clients are spread, but never shrink to nothing. */
function halfToWhole(delay: number): number {
  return delay * (0.5 + Math.random() / 2);
}
