import { type AuthStrategy, createClient, fetchRoles, isClioError } from '@clio/core';
import { createSandbox } from '@clio/sandbox';
import { describe, expect, it } from 'vitest';
import {
  cachedAuth,
  chainAuth,
  describeToken,
  exchangeAuth,
  memoryTokenStore,
  savedAuth,
  staticAuth,
} from '../src/index.js';
import { jwt } from './jwt.js';

const now = '2026-11-23T12:00:00Z';
const email = 'ada@lab.example';
const state = { users: { ada: { token: 'a'.repeat(64), email } } };
const google = jwt({ email, exp: Date.parse(now) / 1000 + 3600 }, { alg: 'none' }, '');

describe('with the server of today', () => {
  const sandbox = createSandbox({ now, state });
  const connect = (auth: AuthStrategy) =>
    createClient({ server: sandbox.server, fetch: sandbox.fetch, retry: 0, auth });

  it('an opaque key works, and a wrong one is refused by name of its source', async () => {
    const token = sandbox.tokens.ada ?? '';
    expect(describeToken(token)).toEqual({ kind: 'opaque' });
    expect(await fetchRoles(connect(staticAuth(token)))).toMatchObject({ email });
    const error = await fetchRoles(
      connect(staticAuth('no-such-token', { source: 'the form' })),
    ).catch((e) => e);
    expect(isClioError(error, 'authentication')).toBe(true);
    expect(error.source).toBe('the form');
    expect(error.message).not.toContain('no-such-token');
  });

  it('a token saved meanwhile is found after a refusal, in the same call', async () => {
    const store = memoryTokenStore();
    await store.save(sandbox.server, { token: 'revoked' });
    const client = connect(cachedAuth(chainAuth([savedAuth(store), staticAuth('other')])));
    await expect(fetchRoles(client)).rejects.toMatchObject({ code: 'authentication' });
    await store.save(sandbox.server, { token: sandbox.tokens.ada ?? '' });
    expect(await fetchRoles(client)).toMatchObject({ email });
  });

  it('a Google identity token is not accepted, and nothing is made', async () => {
    const before = JSON.stringify(sandbox.tokens);
    const auth = exchangeAuth(async () => google, {
      fetch: sandbox.fetch,
      now: () => new Date(now),
    });
    await expect(fetchRoles(connect(auth))).rejects.toThrow(
      'does not accept Google identity tokens',
    );
    expect(JSON.stringify(sandbox.tokens)).toBe(before);
  });
});

it('with a server of before, a Google identity token becomes a token of the server', async () => {
  const clock = () => new Date(now);
  const sandbox = createSandbox({ now, state, legacy: true });
  await sandbox.ready;
  const store = memoryTokenStore();
  const auth = exchangeAuth(async () => google, { fetch: sandbox.fetch, store, now: clock });
  const client = createClient({ server: sandbox.server, fetch: sandbox.fetch, auth, now: clock });
  expect(await fetchRoles(client)).toMatchObject({ email });
  const saved = await store.load(sandbox.server);
  expect(saved).toMatchObject({ email, obtainedBy: 'Google' });
  expect(saved?.expiresAt?.toISOString()).toBe('2026-12-14T12:00:00.000Z');
  expect(describeToken(saved?.token ?? '')).toMatchObject({
    kind: 'jwt',
    issuer: 'flyem-clio-store',
  });
});
