import {
  CredentialUnavailableError,
  DecodeError,
  NetworkError,
  ServerError,
  TimeoutError,
} from '@clio/core';
import { describe, expect, it, vi } from 'vitest';
import { jwt, seconds, server } from '../../test/jwt.js';
import { memoryTokenStore } from '../stores/memoryTokenStore.js';
import { exchangeAuth } from './exchangeAuth.js';

const at = (time: string) => () => new Date(time);
const now = at('2026-11-23T12:00:00Z');
const lasting = '0123456789abcdef'.repeat(4);
const weeks = (id: string) =>
  jwt({ exp: seconds('2026-12-14T12:00:00Z'), email: 'a@b.c', jti: id });

/** A server that exchanges `google` for the next of these tokens. */
function literal(...tokens: string[]) {
  return vi.fn<typeof fetch>(async (url, init) => {
    expect(String(url)).toBe('https://clio.example.org/v2/server/token');
    expect(init?.method).toBe('POST');
    const given = new Headers(init?.headers).get('authorization');
    return given === 'Bearer google'
      ? Response.json(tokens.shift())
      : Response.json({ detail: 'Invalid authentication credentials' }, { status: 401 });
  });
}

describe('exchangeAuth', () => {
  it('exchanges once, and keeps the token in the store', async () => {
    const store = memoryTokenStore();
    const fetch = literal(weeks('1'), weeks('2'));
    const identity = vi.fn(async () => 'google');
    const options = { source: 'gcloud', store, fetch, now };
    const auth = exchangeAuth(identity, options);
    const credential = await auth({ server });
    expect(credential).toEqual({
      kind: 'bearer',
      token: weeks('1'),
      source: 'gcloud',
      email: 'a@b.c',
      expiresAt: new Date('2026-12-14T12:00:00Z'),
    });
    expect(await auth({ server })).toEqual(credential);
    expect(await exchangeAuth(identity, options)({ server })).toEqual(credential);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(identity).toHaveBeenCalledTimes(1);
    expect(await store.load(server)).toMatchObject({ obtainedBy: 'gcloud', savedAt: now() });
  });

  it('exchanges again after a refusal, and when the token is about to run out', async () => {
    const store = memoryTokenStore();
    const fetch = literal(weeks('1'), weeks('2'), jwt({ exp: seconds('2027-01-01T00:00:00Z') }));
    let time = now;
    const auth = exchangeAuth(async () => 'google', { store, fetch, now: () => time() });
    const rejected = await auth({ server });
    expect(await auth({ server, rejected })).toMatchObject({ token: weeks('2') });
    expect(await auth({ server, rejected })).toMatchObject({ token: weeks('2') });
    time = at('2026-12-14T11:56:00Z');
    expect(await auth({ server })).toMatchObject({ expiresAt: new Date('2027-01-01T00:00:00Z') });
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('uses a token that still works when it cannot be renewed early', async () => {
    const store = memoryTokenStore();
    const expiresAt = new Date('2026-11-23T12:01:00Z');
    await store.save(server, { token: 'old', obtainedBy: 'Google', expiresAt });
    const fetch = vi.fn<typeof globalThis.fetch>().mockRejectedValue(new TypeError('fetch failed'));
    const auth = exchangeAuth(async () => 'google', { store, fetch, now });
    expect(await auth({ server })).toMatchObject({ token: 'old' });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('never makes a second token of a kind that does not run out', async () => {
    const fetch = literal(lasting, 'another');
    const auth = exchangeAuth(async () => 'google', { fetch, now });
    const rejected = await auth({ server });
    expect(await auth({ server, rejected })).toMatchObject({ token: lasting });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("neither uses nor overwrites a person's token", async () => {
    const store = memoryTokenStore();
    await store.save(server, { token: 'mine' });
    const fetch = literal(weeks('1'), weeks('2'));
    const auth = exchangeAuth(async () => 'google', { store, fetch, now });
    expect(await auth({ server })).toMatchObject({ token: weeks('1') });
    expect(await auth({ server })).toMatchObject({ token: weeks('1') });
    expect(await store.load(server)).toEqual({ token: 'mine' });
  });

  it('says in one sentence that the server does not accept such tokens', async () => {
    const error = await exchangeAuth(async () => 'other', { fetch: literal() })({ server }).catch(
      (e) => e,
    );
    expect(error).toBeInstanceOf(CredentialUnavailableError);
    expect(error.message).toBe(
      'https://clio.example.org does not accept Google identity tokens (status 401). Log in with `clio auth login`, which takes a token from the web page, or set CLIO_TOKEN.',
    );
  });

  it.each([
    [new Response('busy', { status: 503 }), ServerError],
    [new Response('slow down', { status: 429 }), ServerError],
    [Response.json({ token: 'x' }), DecodeError],
    [new Response('<html>'), DecodeError],
    [Response.json(''), DecodeError],
    [
      new Response(null, { status: 302, headers: { location: 'https://x.org' } }),
      CredentialUnavailableError,
    ],
  ])('fails on case %#', async (response, kind) => {
    const auth = exchangeAuth(async () => 'google', { fetch: async () => response });
    await expect(auth({ server })).rejects.toThrow(kind);
  });

  it('tells a server that is away from one that does not answer', async () => {
    const away = exchangeAuth(async () => 'google', {
      fetch: async () => {
        throw new TypeError('fetch failed');
      },
    });
    await expect(away({ server })).rejects.toThrow(NetworkError);
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        if (init?.signal?.aborted) reject(init.signal.reason);
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const slow = exchangeAuth(async () => 'google', { fetch: silent, timeout: 1 });
    await expect(slow({ server })).rejects.toThrow(TimeoutError);
    const control = new AbortController();
    const patient = exchangeAuth(async () => 'google', { fetch: silent });
    const asking = patient({ server, signal: control.signal });
    control.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
  });
});
