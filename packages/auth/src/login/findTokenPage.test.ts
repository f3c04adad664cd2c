import { describe, expect, it } from 'vitest';
import { findTokenPage } from './findTokenPage.js';

const server = 'https://clio.example.org';

function redirectingTo(location: string | undefined, asked: Request[] = []): typeof fetch {
  return async (input, init) => {
    asked.push(new Request(input as string, init));
    return new Response(null, {
      status: location ? 302 : 405,
      headers: location ? { location } : {},
    });
  };
}

describe('findTokenPage', () => {
  it('is the account page of the service to which the login leads', async () => {
    const asked: Request[] = [];
    const fetch = redirectingTo(
      'https://dsg.example.org/base/api/v1/authorize?redirect=x&service=clio',
      asked,
    );
    expect(await findTokenPage(server, { fetch })).toBe(
      'https://dsg.example.org/base/web/my-account',
    );
    expect(asked[0]?.url).toBe(`${server}/login?redirect=https%3A%2F%2Fclio.example.org%2F`);
    expect(asked[0]?.headers.has('authorization')).toBe(false);
  });

  it("is the server's own page where the login leads to no such service", async () => {
    for (const location of [undefined, 'https://elsewhere.example.org/', 'not an address']) {
      expect(await findTokenPage(`${server}/`, { fetch: redirectingTo(location) })).toBe(
        `${server}/`,
      );
    }
  });

  it("is the server's own page without a network", async () => {
    const fetch = async () => {
      throw new TypeError('fetch failed');
    };
    expect(await findTokenPage(server, { fetch })).toBe(`${server}/`);
  });

  it('stops when it is told to', async () => {
    const reason = new Error('enough');
    const fetch = async () => {
      throw reason;
    };
    await expect(findTokenPage(server, { fetch, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });
});
