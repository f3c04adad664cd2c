import { describe, expect, it, vi } from 'vitest';
import { createClient } from './createClient.js';
import { defaultServer } from './defaultServer.js';
import { withDataset } from './withDataset.js';

const server = 'https://clio.test';

/** A fetch that answers `null` and remembers the addresses. */
function listening() {
  const calls: { url: string; init: RequestInit }[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    calls.push({ url, init });
    return new Response('null');
  }) as typeof globalThis.fetch;
  return { calls, fetch };
}

describe('createClient', () => {
  it('does no I/O and asks no strategy', () => {
    const { calls, fetch } = listening();
    const auth = vi.fn();
    const client = createClient({ server, fetch, auth });
    expect(client).toEqual({ server, send: expect.any(Function), fetch });
    expect(calls).toEqual([]);
    expect(auth).not.toHaveBeenCalled();
  });

  it('uses the public server unless told otherwise', () => {
    expect(createClient().server).toBe(defaultServer);
    expect(createClient({ server: undefined }).server).toBe(defaultServer);
  });

  it.each([
    ['https://clio.test/', 'https://clio.test'],
    [' https://clio.test/api// ', 'https://clio.test/api'],
    ['HTTP://LocalHost:8080', 'http://localhost:8080'],
    ['http://[::1]:80/', 'http://[::1]'],
  ])('takes the address %j as %j', (given, address) => {
    expect(createClient({ server: given }).server).toBe(address);
  });

  it.each([
    ['', 'is empty'],
    ['clio.example.org', 'Did you mean https://clio.example.org?'],
    ['localhost:8080', 'Did you mean http://localhost:8080?'],
    ['ftp://clio.test', 'neither http nor https'],
    ['https://', 'is not a URL'],
    ['https://clio.test/?a=1', 'Leave out what follows'],
    ['https://clio.test/#top', 'Leave out what follows'],
    ['https://clio.test/v2/', 'ends in /v2'],
    ['https://ann:hush@clio.test', 'user name or password'],
  ])('refuses the address %j', (given, message) => {
    expect(() => createClient({ server: given })).toThrowError(
      expect.objectContaining({ code: 'input', message: expect.stringContaining(message) }),
    );
  });

  it('does not repeat a password of the address', () => {
    expect(() => createClient({ server: 'https://ann:hush@clio.test' })).not.toThrowError(/hush/);
  });

  it('refuses impossible numbers', () => {
    expect(() => createClient({ timeout: 0 })).toThrowError(/time limit/);
    expect(() => createClient({ timeout: Number.NaN })).toThrowError(/time limit/);
    expect(() => createClient({ retry: -1 })).toThrowError(/attempts/);
    expect(() => createClient({ retry: { limit: 1.5 } })).toThrowError(/attempts/);
  });

  it('names the application in the address', async () => {
    const { calls, fetch } = listening();
    const client = createClient({ server, fetch, app: 'my app' });
    await client.send({ method: 'GET', path: ['v2', 'roles'], query: { a: 1, b: undefined } });
    expect(calls[0]?.url).toBe('https://clio.test/v2/roles?a=1&app=my+app');
  });

  it('keeps the path of a server below a prefix', async () => {
    const { calls, fetch } = listening();
    await createClient({ server: `${server}/api/`, fetch }).send({ method: 'GET', path: ['v2'] });
    expect(calls[0]?.url).toBe('https://clio.test/api/v2');
  });
});

describe('withDataset', () => {
  it('leaves the first client as it is', () => {
    const client = createClient({ server, dataset: 'VNC' });
    const other = withDataset(client, 'manc:v1.0');
    expect(client.dataset).toBe('VNC');
    expect(other).toEqual({ ...client, dataset: 'manc:v1.0' });
  });

  it.each(['', '.', '..', 'a/b', '\ud800'])('refuses the id %j', (id) => {
    expect(() => withDataset(createClient({ server }), id)).toThrowError(/part of an address/);
    expect(() => createClient({ server, dataset: id })).toThrowError(/part of an address/);
  });
});
