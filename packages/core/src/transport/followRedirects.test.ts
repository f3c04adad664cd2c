import { describe, expect, it, vi } from 'vitest';
import type { PlainFetch } from './authorizedFetch.js';
import { followRedirects } from './followRedirects.js';

const url = 'https://clio.test/v2/roles';

const redirect = (status: number, location?: string) =>
  new Response(null, { status, headers: location === undefined ? {} : { location } });

describe('followRedirects', () => {
  it('asks for redirects to be left to it', async () => {
    const fetch = vi.fn<PlainFetch>(async () => new Response('null'));
    await followRedirects(fetch)(url, { redirect: 'follow' });
    expect(fetch).toHaveBeenCalledWith(url, { redirect: 'manual' });
  });

  it.each([301, 302, 303, 307, 308])('follows a %i of a GET within the origin', async (status) => {
    const fetch = vi.fn<PlainFetch>(async (target) =>
      target === url ? redirect(status, '/v2/other?a=1') : new Response('1'),
    );
    const response = await followRedirects(fetch)(url, { headers: { authorization: 'Bearer x' } });
    expect(await response.text()).toBe('1');
    expect(fetch.mock.calls[1]).toEqual([
      'https://clio.test/v2/other?a=1',
      { headers: { authorization: 'Bearer x' }, redirect: 'manual' },
    ]);
  });

  it.each([
    [301, 1],
    [302, 1],
    [303, 1],
    [307, 2],
    [308, 2],
  ])('repeats a POST on %i: %i requests', async (status, requests) => {
    const fetch = vi.fn<PlainFetch>(async (target) =>
      target === url ? redirect(status, '/v2/other') : new Response('1'),
    );
    await followRedirects(fetch)(url, { method: 'POST', body: '{}' });
    expect(fetch).toHaveBeenCalledTimes(requests);
  });

  it.each([
    'https://else.test/v2/roles',
    'http://clio.test/v2/roles',
    'https://clio.test:444/',
    '//else.test/',
  ])('goes nowhere near %s', async (location) => {
    const fetch = vi.fn<PlainFetch>(async () => redirect(302, location));
    const response = await followRedirects(fetch)(url, {});
    expect(response.status).toBe(302);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it.each([undefined, 'https://[', ''])('returns a redirect that leads to %j', async (location) => {
    const fetch = vi.fn<PlainFetch>(async (target) =>
      target === url ? redirect(302, location) : new Response('1'),
    );
    const response = await followRedirects(fetch)(url, {});
    expect(response.status).toBe(302);
  });

  it('ends a loop', async () => {
    const fetch = vi.fn<PlainFetch>(async () => redirect(307, url));
    expect((await followRedirects(fetch)(url, {})).status).toBe(307);
    expect(fetch).toHaveBeenCalledTimes(6);
  });
});
