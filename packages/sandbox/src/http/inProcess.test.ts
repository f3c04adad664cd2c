import { describe, expect, test } from 'vitest';
import { toBytes } from './bytes.js';
import { ConnectionCut } from './ConnectionCut.js';
import { createFetch } from './inProcess.js';
import type { RawHandler, RawRequest, RawResponse } from './messages.js';

const one = 'https://one.invalid';
const two = 'https://two.invalid';

function setUp(
  handle: (request: RawRequest, origin: string) => RawResponse | Promise<RawResponse>,
) {
  const seen: (RawRequest & { origin: string })[] = [];
  const at =
    (origin: string): RawHandler =>
    async (request) => {
      seen.push({ ...request, origin });
      return handle(request, origin);
    };
  const servers = new Map([
    [one, at(one)],
    [two, at(two)],
  ]);
  return { seen, fetch: createFetch(({ origin }) => servers.get(origin)) };
}

const ok = (text = 'ok'): RawResponse => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body: toBytes(text),
});
const to = (location: string, status = 302): RawResponse => ({
  status,
  headers: { location },
  body: new Uint8Array(),
});

describe('fetch in process', () => {
  test('takes a Request, an address, and both with options', async () => {
    const { fetch, seen } = setUp(() => ok());
    await fetch(`${one}//a/%2F?q=%zz#part`, { headers: { Authorization: 'Bearer t' } });
    await fetch(new URL(`${two}/`));
    await fetch(new Request(`${one}/b`, { method: 'POST', body: '[1]' }), {
      headers: { 'content-type': 'application/json' },
    });
    expect(seen.map(({ origin, method, target }) => [origin, method, target])).toEqual([
      [one, 'GET', '//a/%2F?q=%zz'],
      [two, 'GET', '/'],
      [one, 'POST', '/b'],
    ]);
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer t', host: 'one.invalid' });
    expect(seen[2]?.headers['content-type']).toBe('application/json');
    expect(new TextDecoder().decode(seen[2]?.body)).toBe('[1]');
  });

  test('answers with status, headers and address', async () => {
    const { fetch } = setUp(() => ({
      status: 418,
      headers: { 'set-cookie': ['a=1', 'b=2'], 'x-y': 'z' },
      body: toBytes('tea'),
    }));
    const response = await fetch(`${one}/x#part`);
    expect([
      response.status,
      response.url,
      response.headers.get('x-y'),
      response.headers.get('content-type'),
    ]).toEqual([418, `${one}/x`, 'z', null]);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('tea');
  });

  test.each([204, 304])('answers %d without a body', async (status) => {
    const { fetch } = setUp(() => ({ status, headers: {}, body: new Uint8Array() }));
    expect((await fetch(one, { redirect: 'manual' })).body).toBeNull();
  });

  test('streams a body, as slowly as it is read', async () => {
    let made = 0;
    let released = false;
    async function* body() {
      try {
        for (;;) yield toBytes(`${made++} `);
      } finally {
        released = true;
      }
    }
    const { fetch } = setUp(() => ({ status: 200, headers: {}, body: body() }));
    const reader = (await fetch(one)).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('0 ');
    expect(made).toBeLessThan(4);
    await reader?.cancel();
    expect(released).toBe(true);
  });

  test('refuses any other address as unreachable', async () => {
    const { fetch } = setUp(() => ok());
    const error = await fetch('https://three.invalid/').catch((reason) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.cause.code).toBe('ENOTFOUND');
  });

  test('a connection that ends is a TypeError, before the answer or within', async () => {
    const { fetch } = setUp(({ target }) => {
      if (target === '/') throw new ConnectionCut();
      async function* half() {
        yield toBytes('[1,');
        throw new ConnectionCut();
      }
      return { status: 200, headers: {}, body: half() };
    });
    await expect(fetch(one)).rejects.toThrow(new TypeError('fetch failed'));
    const response = await fetch(`${one}/half`);
    await expect(response.text()).rejects.toThrow(new TypeError('terminated'));
  });

  test('a signal aborts: before, while waiting, and while reading', async () => {
    const { fetch } = setUp(({ target }) => {
      if (target === '/') return new Promise(() => {});
      async function* never() {
        yield toBytes('a');
        await new Promise(() => {});
      }
      return { status: 200, headers: {}, body: never() };
    });
    const reason = new Error('enough');
    await expect(fetch(one, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);

    const waiting = new AbortController();
    const answer = fetch(one, { signal: waiting.signal });
    waiting.abort(reason);
    await expect(answer).rejects.toBe(reason);

    const reading = new AbortController();
    const text = (await fetch(`${one}/x`, { signal: reading.signal })).text();
    reading.abort(reason);
    await expect(text).rejects.toBe(reason);
  });

  test('follows redirects, and takes credentials to no other origin', async () => {
    const { fetch, seen } = setUp(({ target }, origin) => {
      if (origin === two) return ok('there');
      return target === '/a' ? to('/b', 307) : to(`${two}/c`, 307);
    });
    const response = await fetch(`${one}/a`, {
      method: 'POST',
      body: 'x',
      headers: { authorization: 'Bearer t', cookie: 'c' },
    });
    expect(await response.text()).toBe('there');
    expect([response.url, response.redirected]).toEqual([`${two}/c`, true]);
    expect(
      seen.map(({ method, headers }) => [method, headers.authorization, headers.cookie]),
    ).toEqual([
      ['POST', 'Bearer t', 'c'],
      ['POST', 'Bearer t', 'c'],
      ['POST', undefined, undefined],
    ]);
    expect(new TextDecoder().decode(seen[2]?.body)).toBe('x');
  });

  test.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [302, 'DELETE', 'DELETE'],
    [308, 'POST', 'POST'],
  ])('a %d makes of %s a %s', async (status, method, then) => {
    const { fetch, seen } = setUp(({ target }) => (target === '/' ? to('/next', status) : ok()));
    await fetch(one, { method });
    expect(seen[1]?.method).toBe(then);
  });

  test('gives a redirect itself, or refuses it, where told so', async () => {
    const { fetch } = setUp(() => to('/'));
    expect((await fetch(one, { redirect: 'manual' })).status).toBe(302);
    await expect(fetch(one, { redirect: 'error' })).rejects.toThrow(TypeError);
    await expect(fetch(one)).rejects.toMatchObject({
      cause: { message: 'more than 20 redirects' },
    });
  });
});
