import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeFetch } from './nodeFetch.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];

async function serve(handler: Handler): Promise<{ url: string; server: Server }> {
  const server = createServer(handler);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

const text = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
};

/** Text that compresses, but not to nothing. */
const sample = (bytes: number): Buffer => Buffer.from(randomBytes(bytes / 2).toString('hex'));
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe.each([
  ['nodeFetch', nodeFetch({ env: {} })],
  // What we promise to do as the built-in one does is checked against the built-in one.
  ['the built-in fetch', globalThis.fetch],
])('%s', (name, fetch) => {
  it('sends method, headers and body, and gives a standard response', async () => {
    const { url } = await serve(async (request, response) => {
      response.writeHead(
        201,
        'Made',
        [
          ['content-type', 'application/json'],
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ].flat(),
      );
      const { method, url: path, headers } = request;
      const { authorization, 'content-type': type, 'content-length': length } = headers;
      response.end(
        JSON.stringify({ method, path, authorization, type, length, body: await text(request) }),
      );
    });
    const response = await fetch(`${url}/a%20b?x=1#fragment`, {
      method: 'POST',
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
      body: '{"é":1}',
    });
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.statusText, response.ok]).toEqual([201, 'Made', true]);
    expect(response.url).toBe(`${url}/a%20b?x=1`);
    expect(response.redirected).toBe(false);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toEqual({
      method: 'POST',
      path: '/a%20b?x=1',
      authorization: 'Bearer t',
      type: 'application/json',
      length: '8',
      body: '{"é":1}',
    });
  });

  it('takes a Request, alone or with options', async () => {
    const { url } = await serve(async (request, response) => {
      response.end(`${request.method} ${request.headers['x-a']} ${await text(request)}`);
    });
    const make = () => new Request(url, { method: 'POST', body: 'hello', headers: { 'x-a': '1' } });
    expect(await (await fetch(make())).text()).toBe('POST 1 hello');
    expect(await (await fetch(make(), { headers: { 'x-a': '2' } })).text()).toBe('POST 2 hello');
    expect(await (await fetch(new URL(url), { method: 'DELETE' })).text()).toMatch(/^DELETE /);
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (bytes: Buffer) => bytes],
  ] as const)('decodes %s, whatever the frames', async (encoding, encode) => {
    const plain = sample(400_000);
    const bytes = encode(plain);
    const { url } = await serve(async (_, response) => {
      response.setHeader('content-encoding', encoding);
      for (let at = 0; at < bytes.length; at += 2_048)
        response.write(bytes.subarray(at, at + 2_048));
      response.end();
    });
    const response = await fetch(url);
    expect(digest(new Uint8Array(await response.arrayBuffer()))).toBe(digest(plain));
  });

  it('gives the first bytes before the last are sent', async () => {
    let finish = () => {};
    const { url } = await serve((_, response) => {
      response.write('first');
      finish = () => response.end('last');
    });
    const reader = (await fetch(url)).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first');
    finish();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('last');
    expect((await reader?.read())?.done).toBe(true);
  });

  it.each([204, 304])('gives no body with status %d', async (status) => {
    const { url } = await serve((_, response) => {
      response.writeHead(status, { 'content-encoding': 'gzip' }).end();
    });
    const response = await fetch(url);
    expect(response.body).toBeNull();
    expect(await response.text()).toBe('');
  });

  it('reads an empty body, and the headers of a HEAD', async () => {
    const { url } = await serve((request, response) => {
      if (request.method === 'HEAD') response.setHeader('content-length', 5);
      response.setHeader('content-encoding', 'gzip');
      response.end();
    });
    expect(await (await fetch(url)).text()).toBe('');
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe('5');
  });

  it.each([
    ['with a length', { 'content-length': '100' }],
    ['in chunks', {}],
  ])('fails on a body that breaks off (%s)', async (_, headers) => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, headers);
      response.write('[{"bodyid":1}', () => response.destroy());
    });
    const response = await fetch(url);
    const error = await response.text().catch((e) => e);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toBe('terminated');
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('fails with TypeError and a cause where no answer comes', async () => {
    const { url, server } = await serve(() => {});
    await new Promise((done) => server.close(done));
    const error = await fetch(url).catch((e) => e);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toBe('fetch failed');
    expect(error.cause.code).toBe('ECONNREFUSED');
    const { url: rude } = await serve((request) => request.socket.destroy());
    await expect(fetch(rude, { method: 'POST', body: 'x' })).rejects.toThrow('fetch failed');
  });

  it('can be aborted before, while it waits, and in the body', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/body') response.write('[');
    });
    const reason = new Error('enough');
    await expect(fetch(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const waiting = new AbortController();
    const answer = fetch(url, { signal: waiting.signal });
    waiting.abort(reason);
    await expect(answer).rejects.toBe(reason);
    const reading = new AbortController();
    const response = await fetch(`${url}/body`, { signal: reading.signal });
    const rest = response.text();
    reading.abort(reason);
    await expect(rest).rejects.toBe(reason);
  });

  it('ends the connection when the reader turns away', async () => {
    let closed = (_: unknown) => {};
    const gone = new Promise((done) => {
      closed = done;
    });
    const { url } = await serve((request, response) => {
      request.socket.on('close', closed);
      response.write('x');
    });
    const reader = (await fetch(url)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await gone;
  });

  describe('redirects', () => {
    const hop = (status: number, location: string | ((path: string) => string)) =>
      serve(async (request, response) => {
        const { url = '', method, headers } = request;
        if (url === '/end') {
          response.end(
            JSON.stringify({
              method,
              authorization: headers.authorization,
              body: await text(request),
            }),
          );
        } else {
          const to = typeof location === 'string' ? location : location(url);
          response.writeHead(status, { location: to }).end('moved');
        }
      });
    const post = { method: 'POST', body: 'x', headers: { authorization: 'Bearer t' } };

    it.each([
      [301, 'GET', ''],
      [302, 'GET', ''],
      [303, 'GET', ''],
      [307, 'POST', 'x'],
      [308, 'POST', 'x'],
    ])('%d makes a POST a %s', async (status, method, body) => {
      const { url } = await hop(status, '/end');
      const response = await fetch(`${url}/start`, post);
      expect(response.redirected).toBe(true);
      expect(response.url).toBe(`${url}/end`);
      expect(await response.json()).toEqual({ method, body, authorization: 'Bearer t' });
    });

    it('take no credential to another origin', async () => {
      const { url: other } = await hop(302, '/end');
      const { url } = await hop(307, `${other}/end`);
      expect(await (await fetch(`${url}/start`, post)).json()).toEqual({
        method: 'POST',
        body: 'x',
      });
    });

    it('are shown, or refused, where that is asked', async () => {
      const { url } = await hop(302, '/end');
      const response = await fetch(url, { redirect: 'manual' });
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toBe('/end');
      await expect(fetch(url, { redirect: 'error' })).rejects.toThrow(TypeError);
    });

    it('end after twenty', async () => {
      const { url } = await hop(302, (path) => `/${Number(path.slice(1)) + 1}`);
      await expect(fetch(`${url}/1`)).rejects.toThrow(TypeError);
    });
  });

  it('refuses other kinds of addresses', async () => {
    await expect(fetch('ftp://example.org/')).rejects.toThrow(TypeError);
    await expect(fetch('no address')).rejects.toThrow(TypeError);
  });

  it(`holds back when nobody reads (${name})`, async () => {
    const block = randomBytes(1 << 20);
    let sent = 0;
    const { url } = await serve(async (request, response) => {
      const free = () => new Promise((done) => response.once('drain', done));
      const over = new Promise((done) => request.socket.once('close', done));
      for (let i = 0; i < 200; i++) {
        sent++;
        if (!response.write(block) && (await Promise.race([free(), over])) === false) return;
        if (response.destroyed) return;
      }
    });
    const response = await fetch(url);
    const reader = response.body?.getReader();
    await reader?.read();
    // What the sockets and buffers hold is bounded; turns of the event loop do not make it grow.
    for (let i = 0; i < 2_000; i++) await new Promise((done) => setImmediate(done));
    expect(sent).toBeLessThan(100);
    await reader?.cancel();
  });
});

describe('nodeFetch alone', () => {
  it('keeps connections open', async () => {
    const sockets = new Set<Socket>();
    const { url } = await serve((request, response) => {
      sockets.add(request.socket);
      response.end('x');
    });
    const fetch = nodeFetch({ env: {} });
    for (let i = 0; i < 5; i++) await (await fetch(url)).text();
    expect(sockets.size).toBe(1);
  });

  it('refuses a compressed body that breaks off inside a complete answer', async () => {
    const bytes = gzipSync(sample(100_000));
    const { url } = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(bytes.subarray(0, 20_000));
    });
    await expect((await nodeFetch({ env: {} })(url)).text()).rejects.toThrow('terminated');
  });

  it('gives up after a time without a byte', async () => {
    const { url } = await serve(() => {});
    const error = await nodeFetch({ env: {}, idleTimeout: 5 })(url).catch((e) => e);
    expect(error.message).toBe('fetch failed');
    expect(error.cause.message).toBe('nothing came for 0.005 s');
  });

  it('goes through the proxy for http', async () => {
    const seen: unknown[] = [];
    const { url: proxy } = await serve((request, response) => {
      seen.push(request.url, request.headers['proxy-authorization'], request.headers.host);
      response.end('by proxy');
    });
    const HTTP_PROXY = proxy.replace('http://', 'http://ada:s%20e@');
    const fetch = nodeFetch({ env: { HTTP_PROXY } });
    expect(await (await fetch('http://clio.invalid/v2/x?y=1')).text()).toBe('by proxy');
    const basic = `Basic ${Buffer.from('ada:s e').toString('base64')}`;
    expect(seen).toEqual(['http://clio.invalid/v2/x?y=1', basic, 'clio.invalid']);
    const { url } = await serve((_, response) => response.end('directly'));
    const bypass = nodeFetch({ env: { HTTP_PROXY, NO_PROXY: '127.0.0.1' } });
    expect(await (await bypass(url)).text()).toBe('directly');
  });

  it('opens a tunnel for https, shows no token to the proxy, and says when the proxy refuses', async () => {
    const seen: unknown[] = [];
    const { url, server } = await serve(() => {});
    server.on('connect', (request: IncomingMessage, socket: Socket) => {
      seen.push(request.url, request.headers.authorization);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
    });
    const fetch = nodeFetch({ env: { HTTPS_PROXY: url } });
    const error = await fetch('https://clio.invalid/', {
      headers: { authorization: 'Bearer t' },
    }).catch((e) => e);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.cause.message).toBe(
      'the proxy refused the connection: 407 Proxy Authentication Required',
    );
    expect(seen).toEqual(['clio.invalid:443', undefined]);
  });

  it.each([
    [
      'https://clio.invalid/',
      '127.0.0.1:9',
      'the proxy 127.0.0.1:9 does not answer (ECONNREFUSED)',
    ],
    ['http://clio.invalid/', '127.0.0.1:9', 'the proxy 127.0.0.1:9 does not answer (ECONNREFUSED)'],
    ['http://clio.invalid/', 'p.invalid:9', 'the name of the proxy p.invalid:9 cannot be resolved'],
  ])('says for %s that it is the proxy %s that cannot be reached', async (url, proxy, reason) => {
    const address = `http://ada:s3cr3t@${proxy}`;
    const fetch = nodeFetch({ env: { HTTPS_PROXY: address, HTTP_PROXY: address } });
    const error = await fetch(url).catch((e) => e);
    expect(error.cause.message).toContain(reason);
    // A code would be taken for one of the server's.
    expect(error.cause.code).toBeUndefined();
    expect(inspect(error, { depth: 9 })).not.toContain('s3cr3t');
  });

  it('goes round no proxy whose address it cannot read', async () => {
    const { url } = await serve((_, response) => response.end('directly'));
    const error = await nodeFetch({ env: { HTTP_PROXY: 'http://ada:s3cr3t@[:1' } })(url).catch(
      (e) => e,
    );
    expect(error.cause.message).toContain('HTTP_PROXY holds no address of a proxy');
    expect(inspect(error, { depth: 9 })).not.toContain('s3cr3t');
  });

  it('carries bytes through the tunnel', async () => {
    const seen: Buffer[] = [];
    const { server: target } = await serve(() => {});
    const port = (target.address() as AddressInfo).port;
    target.on('connection', (socket: Socket) => {
      socket.on('data', (bytes) => seen.push(bytes));
    });
    const { url, server } = await serve(() => {});
    server.on('connect', (_: IncomingMessage, socket: Socket) => {
      const far = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(far).pipe(socket);
      });
    });
    const fetch = nodeFetch({ env: { HTTPS_PROXY: url } });
    // The far end speaks no TLS, so the request fails, but the client's greeting has reached it.
    await expect(fetch('https://clio.invalid/')).rejects.toThrow('fetch failed');
    expect(Buffer.concat(seen).includes('clio.invalid')).toBe(true);
  });

  it('says that it cannot use a proxy of another kind', async () => {
    const fetch = nodeFetch({ env: { ALL_PROXY: 'socks5://proxy.invalid:1080' } });
    const error = await fetch('http://clio.invalid/').catch((e) => e);
    expect(error.cause.message).toContain('socks5://proxy.invalid:1080 is not supported');
  });
});
