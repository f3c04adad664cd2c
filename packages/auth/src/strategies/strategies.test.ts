import { CredentialUnavailableError, InputError, TokenExpiredError } from '@clio/core';
import { describe, expect, it, vi } from 'vitest';
import { jwt, seconds, server } from '../../test/jwt.js';
import { memoryTokenStore } from '../stores/memoryTokenStore.js';
import { cookieAuth } from './cookieAuth.js';
import { savedAuth } from './savedAuth.js';
import { staticAuth } from './staticAuth.js';
import { type ExpiryNotice, watchExpiry } from './watchExpiry.js';

const now = () => new Date('2026-11-23T12:00:00Z');

describe('staticAuth', () => {
  it('gives the token with its source', async () => {
    expect(await staticAuth(' abc\n', { source: 'the form' })({ server })).toMatchObject({
      kind: 'bearer',
      token: 'abc',
      source: 'the form',
      expiresAt: undefined,
    });
  });

  it('refuses at once what is no token', () => {
    expect(() => staticAuth('')).toThrow(InputError);
  });

  it('does not send a token that says it has expired', async () => {
    const token = jwt({ exp: seconds('2026-11-23T11:59:59Z') });
    const error = await staticAuth(token, { source: 'the form', now })({ server }).catch((e) => e);
    expect(error).toBeInstanceOf(TokenExpiredError);
    expect(error.message).toBe(
      'The token in use (the form) expired at 2026-11-23 11:59 UTC. Get a new token with `clio auth login`.',
    );
    expect(error).toMatchObject({
      source: 'the form',
      expiresAt: new Date('2026-11-23T11:59:59Z'),
    });
    expect(error.message).not.toContain(token);
  });
});

describe('watchExpiry', () => {
  it('says once, before it happens, that a token runs out', async () => {
    const notices: ExpiryNotice[] = [];
    let time = now();
    const token = jwt({ exp: seconds('2026-11-25T12:00:00Z') });
    const auth = watchExpiry(staticAuth(token, { source: 'the form', now }), {
      now: () => time,
      onExpiresSoon: (notice) => notices.push(notice),
    });
    await auth({ server });
    expect(notices).toEqual([]);
    time = new Date('2026-11-24T12:00:00Z');
    await auth({ server });
    await auth({ server });
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ server, source: 'the form', left: 24 * 3600 * 1000 });
    expect(notices[0]?.message).toBe(
      'The token in use (the form) expires in 24 hours, at 2026-11-25 12:00 UTC. Get a new token with `clio auth login`.',
    );
    time = new Date('2026-11-25T12:00:00Z');
    await expect(auth({ server })).rejects.toThrow(TokenExpiredError);
  });

  it.each([
    [59_000, '1 minute'],
    [119 * 60_000, '119 minutes'],
    [3 * 86_400_000, '3 days'],
  ])('words %d ms as %s', async (left, words) => {
    const onExpiresSoon = vi.fn<(notice: ExpiryNotice) => void>();
    const expiresAt = new Date(now().getTime() + left);
    await watchExpiry(async () => ({ kind: 'bearer', token: 'x', source: 'y', expiresAt }), {
      now,
      onExpiresSoon,
      warnBefore: left,
    })({ server });
    expect(onExpiresSoon.mock.calls[0]?.[0].message).toContain(`expires in ${words}, at`);
  });
});

describe('savedAuth', () => {
  it('reads the store at each call', async () => {
    const store = memoryTokenStore();
    const auth = savedAuth(store, { remedy: 'Log in.' });
    const error = await auth({ server: `${server}/api` }).catch((e) => e);
    expect(error).toBeInstanceOf(CredentialUnavailableError);
    expect(error.message).toBe('No token is saved for https://clio.example.org. Log in.');
    await store.save(server, { token: 'one', email: 'a@b.c' });
    const first = await auth({ server: `${server}/api` });
    expect(first).toEqual({
      kind: 'bearer',
      token: 'one',
      source: 'saved token for https://clio.example.org',
      email: 'a@b.c',
      expiresAt: undefined,
    });
    await store.save(server, { token: 'two' });
    expect(await auth({ server, rejected: first })).toMatchObject({ token: 'two' });
    await expect(auth({ server: 'https://other.org' })).rejects.toThrow(CredentialUnavailableError);
  });

  it('knows the expiry from the store, or else from the token', async () => {
    const store = memoryTokenStore();
    const auth = savedAuth(store, { now });
    await store.save(server, { token: 'x', expiresAt: new Date('2026-11-23T12:00:00Z') });
    await expect(auth({ server })).rejects.toThrow(TokenExpiredError);
    await store.save(server, { token: jwt({ exp: seconds('2026-11-23T11:00:00Z') }) });
    await expect(auth({ server })).rejects.toThrow(
      'saved token for https://clio.example.org) expired at 2026-11-23 11:00 UTC',
    );
  });

  it('leaves a token that a program obtained to that program', async () => {
    const store = memoryTokenStore();
    await store.save(server, { token: 'x', obtainedBy: 'gcloud' });
    await expect(savedAuth(store)({ server })).rejects.toThrow(CredentialUnavailableError);
  });

  it('accepts any three functions as a store', async () => {
    const tokens = new Map([[server, { token: 'x' }]]);
    const auth = savedAuth({
      load: (origin) => tokens.get(origin),
      save: () => {},
      clear: () => {},
    });
    expect(await auth({ server })).toMatchObject({ token: 'x' });
  });
});

it('cookieAuth names the cookie', async () => {
  expect(await cookieAuth()({ server })).toEqual({
    kind: 'cookie',
    source: "the browser's cookie",
  });
});
