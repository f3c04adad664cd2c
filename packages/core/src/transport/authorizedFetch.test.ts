import { describe, expect, it, vi } from 'vitest';
import type { AuthRequest, AuthStrategy, Credential } from '../auth/AuthStrategy.js';
import { TokenExpiredError } from '../errors/CredentialError.js';
import { authorizedFetch, type PlainFetch } from './authorizedFetch.js';

const server = 'https://clio.test';
const url = `${server}/v2/roles`;

const bearer = (token: string, more: { expiresAt?: Date } = {}): Credential => ({
  kind: 'bearer',
  token,
  source: 'a test',
  ...more,
});

const notAuthenticated = () =>
  new Response('{"detail":"Could not validate credentials"}', {
    status: 401,
    headers: { 'www-authenticate': 'Bearer' },
  });

/** A server that accepts some tokens, and remembers what each request carried. */
function accepting(...tokens: string[]) {
  const seen: (string | undefined)[] = [];
  const fetch: PlainFetch = async (_url, init) => {
    const sent = new Headers(init.headers).get('authorization') ?? undefined;
    seen.push(sent);
    return tokens.some((token) => sent === `Bearer ${token}`)
      ? new Response('null')
      : notAuthenticated();
  };
  return { seen, fetch };
}

describe('authorizedFetch', () => {
  it('sends a token as a bearer, and no cookies', async () => {
    const fetch = vi.fn<PlainFetch>(async () => new Response('null'));
    const send = authorizedFetch(async () => bearer('one'), fetch, { server });
    await send(url, { method: 'POST', body: '1', headers: { 'content-type': 'application/json' } });
    expect(fetch).toHaveBeenCalledExactlyOnceWith(url, {
      method: 'POST',
      body: '1',
      headers: { 'content-type': 'application/json', authorization: 'Bearer one' },
      credentials: 'omit',
    });
  });

  it('lets the browser add its cookie, for this server alone', async () => {
    const fetch = vi.fn<PlainFetch>(async () => new Response('null'));
    const cookie: AuthStrategy = async () => ({ kind: 'cookie', source: 'the browser' });
    const send = authorizedFetch(cookie, fetch, { server });
    await send(url, {});
    await send('https://else.test/', {});
    expect(fetch.mock.calls.map(([, init]) => init)).toEqual([
      { headers: {}, credentials: 'include' },
      { headers: {}, credentials: 'omit' },
    ]);
  });

  it.each([
    'https://else.test/v2/roles',
    'http://clio.test/v2/roles',
    'https://clio.test:8443/v2/roles',
    'https://clio.test.else.test/',
  ])('sends no token to %s', async (other) => {
    const { seen, fetch } = accepting('one');
    const send = authorizedFetch(async () => bearer('one'), fetch, { server });
    await send(other, {});
    expect(seen.every((sent) => sent === undefined)).toBe(true);
  });

  it('asks once for a newer credential, and resends once', async () => {
    const { seen, fetch } = accepting('two');
    const auth = vi.fn<AuthStrategy>(async ({ rejected }) => bearer(rejected ? 'two' : 'one'));
    const used: Credential[] = [];
    const response = await authorizedFetch(auth, fetch, { server })(url, {}, (c) => used.push(c));
    expect(response.status).toBe(200);
    expect(seen).toEqual(['Bearer one', 'Bearer two']);
    expect(auth.mock.calls).toEqual([[{ server }], [{ server, rejected: bearer('one') }]]);
    expect(used).toEqual([bearer('one'), bearer('two')]);
  });

  it('does not resend a second time', async () => {
    const { seen, fetch } = accepting();
    const auth = vi.fn<AuthStrategy>(async ({ rejected }) => bearer(rejected ? 'two' : 'one'));
    const response = await authorizedFetch(auth, fetch, { server })(url, {});
    expect(response.status).toBe(401);
    expect(seen).toEqual(['Bearer one', 'Bearer two']);
    expect(await response.text()).toContain('Could not validate');
  });

  it('does not resend what has just been refused', async () => {
    const { seen, fetch } = accepting();
    const auth = vi.fn<AuthStrategy>(async () => bearer('one'));
    const send = authorizedFetch(auth, fetch, { server });
    const response = await send(url, {});
    expect(await response.text()).toContain('Could not validate');
    expect(seen).toEqual(['Bearer one']);
    // A later refusal asks again: the user may have logged in meanwhile.
    await send(url, {});
    expect(auth.mock.calls.filter(([request]) => request.rejected)).toHaveLength(2);
  });

  it('knows a refusal by its text where a browser hides the header', async () => {
    const answers = [
      new Response('{"detail":"Could not validate credentials"}', { status: 401 }),
      new Response('null'),
    ];
    const fetch: PlainFetch = async () => answers.shift() as Response;
    const auth: AuthStrategy = async ({ rejected }) => bearer(rejected ? 'two' : 'one');
    expect((await authorizedFetch(auth, fetch, { server })(url, {})).status).toBe(200);
  });

  it.each([
    [401, 'no permission to read annotations on dataset MB'],
    [403, "user doesn't have authorization"],
  ])('triggers nothing on a %i that means "not permitted"', async (status, detail) => {
    const fetch = vi.fn<PlainFetch>(async () => Response.json({ detail }, { status }));
    const auth = vi.fn<AuthStrategy>(async () => bearer('one'));
    const response = await authorizedFetch(auth, fetch, { server })(url, {});
    expect(await response.json()).toEqual({ detail });
    expect(fetch).toHaveBeenCalledOnce();
    expect(auth).toHaveBeenCalledOnce();
  });

  it('shares one question among requests refused at the same time, and right after', async () => {
    const { seen, fetch } = accepting('two');
    let questions = 0;
    let answer = (_: Credential) => {};
    const auth: AuthStrategy = ({ rejected }) => {
      if (!rejected) return Promise.resolve(bearer('one'));
      questions++;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    const send = authorizedFetch(auth, fetch, { server });
    const flights = [send(url, {}), send(url, {}), send(url, {})];
    await vi.waitUntil(() => seen.length === 3 && questions > 0);
    answer(bearer('two'));
    const statuses = (await Promise.all(flights)).map((response) => response.status);
    expect(statuses).toEqual([200, 200, 200]);
    // This strategy still gives the old one first; the answer is known already.
    expect((await send(url, {})).status).toBe(200);
    expect(questions).toBe(1);
  });

  it('asks again after a question that failed', async () => {
    const { fetch } = accepting('two');
    let questions = 0;
    const auth: AuthStrategy = async ({ rejected }) => {
      if (rejected && ++questions === 1) throw new Error('no network');
      return bearer(rejected ? 'two' : 'one');
    };
    const send = authorizedFetch(auth, fetch, { server });
    await expect(send(url, {})).rejects.toThrow('no network');
    expect((await send(url, {})).status).toBe(200);
  });

  it('asks again when the newer credential has worn out, too', async () => {
    const accepted = ['two'];
    const fetch: PlainFetch = async (_url, init) => {
      const sent = new Headers(init.headers).get('authorization');
      return accepted.some((token) => sent === `Bearer ${token}`)
        ? new Response('null')
        : notAuthenticated();
    };
    const newer = ['two', 'three'];
    const auth: AuthStrategy = async ({ rejected }) =>
      bearer(rejected ? (newer.shift() as string) : 'one');
    const send = authorizedFetch(auth, fetch, { server });
    expect((await send(url, {})).status).toBe(200);
    accepted[0] = 'three';
    expect((await send(url, {})).status).toBe(401);
    expect((await send(url, {})).status).toBe(200);
  });

  it('does not end a shared question when one of those who wait gives up', async () => {
    const { seen, fetch } = accepting('two');
    const asked: AuthRequest[] = [];
    let answer = (_: Credential) => {};
    const auth: AuthStrategy = (request) => {
      asked.push(request);
      if (!request.rejected) return Promise.resolve(bearer('one'));
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    const send = authorizedFetch(auth, fetch, { server });
    const impatient = new AbortController();
    const first = send(url, { signal: impatient.signal });
    await vi.waitUntil(() => asked.some(({ rejected }) => rejected));
    const second = send(url, {});
    await vi.waitUntil(() => seen.length === 2);
    impatient.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    answer(bearer('two'));
    expect((await second).status).toBe(200);
  });

  it('sends nothing when the token is known to have expired', async () => {
    const fetch = vi.fn<PlainFetch>();
    const expiresAt = new Date('2026-01-01T00:00:00Z');
    const send = authorizedFetch(async () => bearer('one', { expiresAt }), fetch, {
      server,
      now: () => expiresAt,
    });
    const error = await send(url, {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TokenExpiredError);
    expect(error).toMatchObject({ source: 'a test', expiresAt });
    expect((error as Error).message).toBe(
      'The token from a test expired at 2026-01-01T00:00:00.000Z; nothing was sent. Get a new token and pass it as auth.',
    );
    expect(fetch).not.toHaveBeenCalled();
  });

  it('sends a token that has a moment left', async () => {
    const { fetch } = accepting('one');
    const expiresAt = new Date('2026-01-01T00:00:00Z');
    const now = () => new Date(expiresAt.getTime() - 1);
    const send = authorizedFetch(async () => bearer('one', { expiresAt }), fetch, { server, now });
    expect((await send(url, {})).status).toBe(200);
  });

  it.each([
    ['http://clio.example.org', false],
    ['http://8.8.8.8', false],
    ['http://172.32.0.1', false],
    ['http://[2001:db8::1]', false],
    ['http://localhost:7000', true],
    ['http://127.0.0.1', true],
    ['http://[::1]:7000', true],
    ['http://192.168.1.7', true],
    ['http://172.17.0.2:8080', true],
    ['http://10.0.0.1', true],
    ['http://clio', true],
    ['http://clio.internal', true],
    ['https://clio.example.org', true],
  ])('a token to %s: %s', async (address, goes) => {
    const { seen, fetch } = accepting('one');
    const send = authorizedFetch(async () => bearer('one'), fetch, { server: address });
    const sent = send(`${address}/v2/roles`, {});
    if (goes) {
      await sent;
      expect(seen).toEqual(['Bearer one']);
    } else {
      await expect(sent).rejects.toThrow(/not encrypted/);
      expect(seen).toEqual([]);
    }
  });

  it.each(['', 's3cr3t\n', 's3cr3t s3cr3t', 's3cr3té'])(
    'refuses the token %j without showing it',
    async (token) => {
      const fetch = vi.fn<PlainFetch>();
      const send = authorizedFetch(async () => bearer(token), fetch, { server });
      const error = await send(url, {}).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: 'input',
        message: expect.stringContaining('The token from a test is'),
      });
      expect(String(error)).not.toContain('s3cr3t');
      expect(fetch).not.toHaveBeenCalled();
    },
  );

  it('passes on what the strategy throws, and sends nothing', async () => {
    const fetch = vi.fn<PlainFetch>();
    const failure = new Error('no gcloud');
    const send = authorizedFetch(() => Promise.reject(failure), fetch, { server });
    await expect(send(url, {})).rejects.toBe(failure);
    expect(fetch).not.toHaveBeenCalled();
  });
});
