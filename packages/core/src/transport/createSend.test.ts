import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ClientOptions, createClient } from '../client/createClient.js';
import { NetworkError, TimeoutError } from '../errors/NetworkError.js';
import {
  AuthenticationError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ResponseError,
  ServerError,
} from '../errors/ResponseError.js';

const server = 'https://clio.test';
const token = 'f00dfeed'.repeat(8);

type Answer = (url: string, init: RequestInit, count: number) => Response | Promise<Response>;

/** A client whose fetch gives literal answers, and does not wait between attempts. */
function answering(answer: Answer, options: ClientOptions = {}) {
  const fetch = vi.fn(async (url: string, init: RequestInit) =>
    answer(url, init, fetch.mock.calls.length),
  );
  const client = createClient({
    server,
    auth: token,
    retry: { delay: () => 0 },
    fetch: fetch as unknown as typeof globalThis.fetch,
    ...options,
  });
  return { client, fetch };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers });
const get = { method: 'GET', path: ['v2', 'roles'] } as const;
const post = { method: 'POST', path: ['v2', 'x'], body: {} } as const;

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error('It did not fail.');
  return outcome;
}

afterEach(() => {
  vi.useRealTimers();
});

describe('what goes out', () => {
  it('is an address as text, and plain options', async () => {
    const { client, fetch } = answering(() => new Response('null'));
    await client.send({
      ...post,
      body: { bodyid: 18446744073709551615n, n: 1 },
      query: { a: true },
    });
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe('https://clio.test/v2/x?a=true');
    expect(init).toEqual({
      method: 'POST',
      body: '{"bodyid":18446744073709551615,"n":1}',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      signal: expect.any(AbortSignal),
      credentials: 'omit',
      redirect: 'manual',
    });
  });

  it('has no body and no content type where none is given, but has a null', async () => {
    const { client, fetch } = answering(() => new Response('null'));
    await client.send(get);
    await client.send({ ...post, body: null });
    const [first, second] = fetch.mock.calls.map(([, init]) => init);
    expect(first).not.toHaveProperty('body');
    expect(first?.headers).toEqual({ authorization: `Bearer ${token}` });
    expect(second?.body).toBe('null');
  });

  it('has no credential where none is given', async () => {
    const { client, fetch } = answering(() => new Response('null'), { auth: undefined });
    await client.send(get);
    expect(fetch.mock.calls[0]?.[1].headers).toEqual({});
  });
});

describe('repeating', () => {
  it.each([408, 429, 500, 502, 503, 504])('repeats a GET after %i', async (status) => {
    const { client, fetch } = answering((_url, _init, count) =>
      count < 3 ? json(status, { detail: 'x' }) : new Response('1'),
    );
    expect(await (await client.send(get)).text()).toBe('1');
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('gives up after two repetitions', async () => {
    const { client, fetch } = answering(() => json(503, { detail: 'x' }));
    expect(await failureOf(client.send(get))).toBeInstanceOf(ServerError);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it.each([
    [0, 1],
    [1, 2],
    [5, 6],
  ])('repeats %i times when told so', async (retry, requests) => {
    const { client, fetch } = answering(() => json(503, {}), {
      retry: { limit: retry, delay: () => 0 },
    });
    await failureOf(client.send(get));
    expect(fetch).toHaveBeenCalledTimes(requests);
  });

  it.each([400, 401, 403, 404, 405, 413, 422, 501])('does not repeat after %i', async (status) => {
    const { client, fetch } = answering(() => json(status, { detail: 'x' }));
    expect(await failureOf(client.send(get))).toBeInstanceOf(ResponseError);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('repeats a DELETE, and a POST only when its repetition is harmless', async () => {
    const { client, fetch } = answering(() => json(503, {}));
    await failureOf(client.send({ method: 'DELETE', path: ['x'] }));
    expect(fetch).toHaveBeenCalledTimes(3);
    await failureOf(client.send(post));
    expect(fetch).toHaveBeenCalledTimes(4);
    await failureOf(client.send({ ...post, idempotent: true }));
    expect(fetch).toHaveBeenCalledTimes(7);
  });

  it('repeats after a broken connection, a body cut off included', async () => {
    const cut = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            controller.error(new TypeError('terminated'));
          },
        }),
      );
    const { client, fetch } = answering((_url, _init, count) => {
      if (count === 1) throw new TypeError('fetch failed');
      return count === 2 ? cut() : new Response('1');
    });
    expect(await (await client.send(get)).text()).toBe('1');
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('does not repeat a plain POST whose connection broke, and says that it may have worked', async () => {
    const { client, fetch } = answering(() => {
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
    });
    const error = await failureOf(client.send(post));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error.message).toBe(
      'POST https://clio.test/v2/x: the connection to clio.test broke before the whole answer had come. Try again. What was sent may still have taken effect: read it back first.',
    );
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('waits as long as the server asks, and no shorter', async () => {
    vi.useFakeTimers();
    const { client, fetch } = answering((_url, _init, count) =>
      count === 1 ? json(429, {}, { 'retry-after': '7' }) : new Response('1'),
    );
    const sent = client.send(get);
    await vi.advanceTimersByTimeAsync(6_999);
    expect(fetch).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1);
    expect((await sent).ok).toBe(true);
  });

  it('throws at once when the server asks for a longer wait than allowed', async () => {
    const { client, fetch } = answering(() => json(429, {}, { 'retry-after': '3600' }));
    const error = await failureOf(client.send(get));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfter: 3_600_000 });
    expect(error.message).toContain('Wait 3600 seconds');
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('waits longer from one attempt to the next, by chance as little as half', async () => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { client, fetch } = answering(() => json(503, {}), { retry: 2 });
    const failure = failureOf(client.send(get));
    await vi.advanceTimersByTimeAsync(149);
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(fetch).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(300);
    expect(fetch).toHaveBeenCalledTimes(3);
    await failure;
    vi.restoreAllMocks();
  });

  it('asks the strategy for each attempt, and does not repeat when the strategy fails', async () => {
    const failure = new NetworkError('no login service', { method: 'POST', url: 'https://x.test' });
    const auth = vi.fn(() => Promise.reject(failure));
    const { client, fetch } = answering(() => new Response('1'), { auth });
    expect(await failureOf(client.send(get))).toBe(failure);
    expect(auth).toHaveBeenCalledOnce();
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe('time limits', () => {
  const silent: Answer = (_url, init) =>
    new Promise((_, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });

  it('ends an attempt that has no answer, and sends it no second time', async () => {
    vi.useFakeTimers();
    const { client, fetch } = answering(silent, { timeout: 5_000 });
    const failure = failureOf(client.send(get));
    await vi.advanceTimersByTimeAsync(5_000);
    const error = await failure;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error.message).toBe(
      'GET https://clio.test/v2/roles: no whole answer within 5 s. Try again, ask for less at once, or allow more time.',
    );
    expect(fetch).toHaveBeenCalledOnce();
    expect(fetch.mock.calls[0]?.[1].signal?.aborted).toBe(true);
  });

  it('says after a POST that it may have worked', async () => {
    vi.useFakeTimers();
    const { client } = answering(silent);
    const failure = failureOf(client.send(post));
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await failure).message).toContain('may still have taken effect');
  });

  /** Headers at once, then a body that never ends. */
  const endless = (init: RequestInit) =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('['));
          init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
        },
      }),
    );

  it('covers the body', async () => {
    vi.useFakeTimers();
    const { client } = answering((_url, init) => endless(init));
    const failure = failureOf(client.send(get));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await failure).toBeInstanceOf(TimeoutError);
  });

  it('ends with the headers where the body may take any time', async () => {
    vi.useFakeTimers();
    const { client } = answering((_url, init) => endless(init));
    const response = await client.send({ ...get, limitBody: false });
    await vi.advanceTimersByTimeAsync(600_000);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('[');
  });

  it("passes the caller's abort on unchanged, before, during, and in a body", async () => {
    const { client, fetch } = answering(silent);
    const reason = new Error('changed my mind');
    expect(await failureOf(client.send({ ...get, signal: AbortSignal.abort(reason) }))).toBe(
      reason,
    );
    expect(fetch).not.toHaveBeenCalled();

    const plain = new AbortController();
    const during = failureOf(client.send({ ...get, signal: plain.signal }));
    await vi.waitUntil(() => fetch.mock.calls.length === 1);
    plain.abort();
    expect((await during).name).toBe('AbortError');

    const late = new AbortController();
    const streaming = answering((_url, init) => endless(init));
    const response = await streaming.client.send({
      ...get,
      limitBody: false,
      signal: late.signal,
    });
    late.abort(reason);
    await expect(response.text()).rejects.toBe(reason);
  });

  it("passes a time-out of the caller's own on unchanged", async () => {
    const { client } = answering(silent);
    const signal = AbortSignal.timeout(1);
    const error = await failureOf(client.send({ ...get, signal }));
    expect(error).toBe(signal.reason);
    expect(error).not.toBeInstanceOf(TimeoutError);
  });

  it('ends a wait between attempts when the caller aborts', async () => {
    const { client, fetch } = answering(() => json(503, {}), {
      retry: { delay: () => 1_000_000 },
    });
    const caller = new AbortController();
    const failure = failureOf(client.send({ ...get, signal: caller.signal }));
    await vi.waitUntil(() => fetch.mock.calls.length === 1);
    await new Promise((resolve) => setImmediate(resolve));
    caller.abort();
    expect((await failure).name).toBe('AbortError');
  });
});

describe('failing answers', () => {
  it.each([
    [400, { detail: 'bad' }, InvalidRequestError],
    [401, { detail: 'Could not validate credentials' }, AuthenticationError],
    [401, { detail: 'no permission' }, PermissionError],
    [403, { detail: 'no' }, PermissionError],
    [404, { detail: 'dataset nosuch not found' }, NotFoundError],
    [405, { detail: 'Method Not Allowed' }, InvalidRequestError],
    [409, 'conflict', InvalidRequestError],
    [413, '', InvalidRequestError],
    [418, '', InvalidRequestError],
    [422, { detail: [{ loc: ['query', 'z'], msg: 'field required' }] }, InvalidRequestError],
    [429, {}, RateLimitError],
    [500, 'Internal Server Error', ServerError],
    [502, { detail: 'Auth service unavailable' }, ServerError],
    [599, '', ServerError],
  ])('%i %j', async (status, body, kind) => {
    const answer =
      typeof body === 'string'
        ? () => new Response(body, { status, headers: { 'content-type': 'text/plain' } })
        : () => json(status, body);
    const { client } = answering(answer, { retry: 0 });
    const error = await failureOf(client.send({ ...get, query: { dsg_token: 'hush' } }));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status, method: 'GET', url: 'https://clio.test/v2/roles' });
    expect(error.message).toContain('GET https://clio.test/v2/roles');
    expect(error.message).not.toMatch(/hush|f00dfeed/);
    expect(error.message).toMatch(/[.!?]$/);
  });

  it('says where the refused token came from, and what to do', async () => {
    const { client } = answering(() =>
      json(401, { detail: 'x' }, { 'www-authenticate': 'Bearer' }),
    );
    const error = await failureOf(client.send(get));
    expect(error).toMatchObject({
      source: 'the auth option',
      remedy: 'Get a new token and pass it as auth.',
      message:
        'GET https://clio.test/v2/roles: the server refused the token from the auth option; it is wrong, revoked or expired. Get a new token and pass it as auth.',
    });
  });

  it('says that no token was sent', async () => {
    const { client } = answering(() => json(401, {}, { 'www-authenticate': 'Bearer' }), {
      auth: undefined,
    });
    const error = await failureOf(client.send(get));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ source: undefined, remedy: 'Pass a token as auth.' });
    expect(error.message).toContain('none was sent');
  });

  it('says in its own words what a status means for an operation', async () => {
    const { client } = answering(() => new Response('Internal Server Error', { status: 500 }), {
      retry: 0,
    });
    const hints = { 500: 'Most often the query cannot be run.' };
    expect((await failureOf(client.send({ ...get, hints }))).message).toBe(
      'GET https://clio.test/v2/roles failed with status 500: Internal Server Error. Most often the query cannot be run.',
    );
  });

  it('never shows a token that the answer repeats', async () => {
    const other = 'a1'.repeat(32);
    const { client } = answering(() => json(400, { detail: `got ${token}, not ${other}` }));
    const error = await failureOf(client.send(get));
    expect(error).toMatchObject({ detail: 'got [token], not [token]' });
    expect(JSON.stringify(error) + error.message).not.toContain(token);
  });

  it('does not show a web page', async () => {
    const page = '<!DOCTYPE html><html><title>502 Bad Gateway</title><body>10.0.0.7</body></html>';
    const { client } = answering(
      () => new Response(page, { status: 502, headers: { 'content-type': 'text/html' } }),
      { retry: 0 },
    );
    const error = await failureOf(client.send(get));
    expect(error).toMatchObject({ detail: 'a web page titled "502 Bad Gateway"' });
    expect(error.message).not.toContain('10.0.0.7');
  });

  it('stops at a redirect to a login page', async () => {
    const location = 'https://login.test/authorize?redirect=x&state=secret';
    const { client, fetch } = answering(
      () => new Response(null, { status: 302, headers: { location } }),
    );
    const error = await failureOf(client.send(get));
    expect(error).toBeInstanceOf(ResponseError);
    expect(error.message).toContain('redirected to https://login.test,');
    expect(error.message).not.toContain('secret');
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('stops at a redirect that a browser hides', async () => {
    const opaque = Object.defineProperties(new Response(null), {
      type: { value: 'opaqueredirect' },
      status: { value: 0 },
      ok: { value: false },
    });
    const { client } = answering(() => opaque);
    const error = await failureOf(client.send(get));
    expect(error).toBeInstanceOf(ResponseError);
    expect(error.message).toContain('was redirected');
  });

  it.each([
    ['ENOTFOUND', 'the name of clio.test cannot be resolved'],
    ['ECONNREFUSED', 'nothing answers at clio.test'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate of clio.test is not trusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
    ['EPROTO', 'what answers at clio.test does not speak TLS'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'what answers at clio.test does not speak TLS'],
    ['HPE_HEADER_OVERFLOW', 'what answers at clio.test does not speak HTTP as it should'],
    ['E_NEW', 'no answer came from clio.test: x. Check'],
    [undefined, 'no answer that can be read came from clio.test'],
  ])('says why there was no answer: %s', async (code, words) => {
    const cause = code === undefined ? undefined : Object.assign(new Error('x'), { code });
    const { client, fetch } = answering(() => {
      throw new TypeError('fetch failed', { cause });
    });
    const error = await failureOf(client.send(get));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error.message).toContain(words);
    expect(fetch).toHaveBeenCalledTimes(3);
  });
});
