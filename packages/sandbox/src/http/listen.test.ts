import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { toBytes } from './bytes.js';
import { ConnectionCut } from './ConnectionCut.js';
import { type Listening, listen } from './listen.js';
import type { RawHandler, RawRequest, RawResponse } from './messages.js';

let open: Listening | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function serve(handle: RawHandler): Promise<string> {
  open = await listen({ clio: handle, dvid: handle });
  return open.dvid;
}

const ok = (
  body: RawResponse['body'] = toBytes('ok'),
  more: Partial<RawResponse> = {},
): RawResponse => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body,
  ...more,
});

async function* pieces(...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const [i, size] of sizes.entries()) yield new Uint8Array(size).fill(97 + (i % 26));
}

/** Sends bytes as they are, and gives everything that comes back until the connection ends. */
async function exchange(address: string, text: string): Promise<Buffer> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.write(text);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {});
  await once(socket, 'close');
  return Buffer.concat(chunks);
}

/** Sizes of the chunks in an answer with chunked framing, and its body. */
function dechunk(answer: Buffer): { sizes: number[]; body: Buffer; whole: boolean } {
  let at = answer.indexOf('\r\n\r\n') + 4;
  const sizes: number[] = [];
  const parts: Buffer[] = [];
  while (at < answer.length) {
    const end = answer.indexOf('\r\n', at);
    const size = Number.parseInt(answer.toString('latin1', at, end), 16);
    if (size === 0) return { sizes, body: Buffer.concat(parts), whole: true };
    sizes.push(size);
    parts.push(answer.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return { sizes, body: Buffer.concat(parts), whole: false };
}

const get = (target = '/') => `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`;

describe('a request', () => {
  test('reaches the handler as it stood on the wire', async () => {
    const seen: RawRequest[] = [];
    const address = await serve(async (raw) => {
      seen.push(raw);
      return ok();
    });
    await exchange(
      address,
      'GET //a/../b/%zz?x=1&x=%2F HTTP/1.1\r\nHost: x\r\nX-Two: a\r\nx-two: b\r\nContent-Length: 5\r\nConnection: close\r\n\r\n[1,2]',
    );
    expect(seen[0]).toMatchObject({ method: 'GET', target: '//a/../b/%zz?x=1&x=%2F' });
    expect(seen[0]?.headers['x-two']).toBe('a, b');
    expect(new TextDecoder().decode(seen[0]?.body)).toBe('[1,2]');
  });

  test('that is no HTTP is a 400, and one with too long a head a 431', async () => {
    const address = await serve(async () => ok());
    expect(String(await exchange(address, 'nonsense\r\n\r\n'))).toMatch(/^HTTP\/1\.1 400 /);
    const long = `GET /${'a'.repeat(1_100_000)} HTTP/1.1\r\n\r\n`;
    expect(String(await exchange(address, long))).toMatch(/^(HTTP\/1\.1 431 .*|)/);
    expect(String(await exchange(open?.server as string, get(`/${'1,'.repeat(20_000)}`)))).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });

  test('whose client goes away is aborted, and its body is let go', async () => {
    let released = () => {};
    const done = new Promise<void>((resolve) => {
      released = resolve;
    });
    let signal: AbortSignal | undefined;
    const address = await serve(async (raw) => {
      signal = raw.signal;
      return ok(endless(released));
    });
    const client = request(address, (response) => response.once('data', () => client.destroy()));
    client.on('error', () => {});
    client.end();
    await done;
    expect(signal?.aborted).toBe(true);
  });
});

async function* endless(released: () => void): AsyncGenerator<Uint8Array> {
  try {
    for (;;) yield new Uint8Array(65_536);
  } finally {
    released();
  }
}

describe('an answer', () => {
  test('of known size has its length, and to HEAD no body', async () => {
    const address = await serve(async () => ok());
    expect(String(await exchange(address, get()))).toMatch(
      /content-length: 2\r\n[\s\S]*\r\n\r\nok$/i,
    );
    const head = String(await exchange(address, get().replace('GET', 'HEAD')));
    expect(head).toMatch(/content-length: 2\r\n/i);
    expect(head).toMatch(/\r\n\r\n$/);
  });

  test('that is streamed goes out in chunks of 2,048 bytes, whatever the pieces', async () => {
    const address = await serve(async () => ok(pieces(1, 5000, 2048, 0, 10_000, 3)));
    const { sizes, body, whole } = dechunk(await exchange(address, get()));
    expect(whole).toBe(true);
    expect(body.length).toBe(1 + 5000 + 2048 + 10_000 + 3);
    expect(new Set(sizes.slice(0, -1))).toEqual(new Set([2048]));
    expect(sizes.at(-1)).toBeLessThanOrEqual(2048);
  });

  test('with gzip is one member without flush points, in the same chunks', async () => {
    const random = new Uint8Array(300_000).map((_, i) => (i * i * 31 + (i >> 3)) % 251);
    async function* body() {
      for (let at = 0; at < random.length; at += 1000) yield random.subarray(at, at + 1000);
    }
    const address = await serve(async () => ok(body(), { gzip: true }));
    const answer = await exchange(address, get());
    expect(String(answer.subarray(0, 400))).toMatch(/content-encoding: gzip/i);
    const chunks = dechunk(answer);
    expect(new Set(chunks.sizes.slice(0, -1))).toEqual(new Set([2048]));
    expect(gunzipSync(chunks.body).equals(random)).toBe(true);
    // A flush leaves an empty stored block: 00 00 ff ff.
    expect(chunks.body.includes(Buffer.from([0, 0, 0xff, 0xff]))).toBe(false);
  });

  test('whose body fails ends the connection, with what came before', async () => {
    async function* failing() {
      yield* pieces(5000);
      throw new ConnectionCut();
    }
    for (const gzip of [false, true]) {
      const address = await serve(async () => ok(failing(), { gzip }));
      const { body, whole } = dechunk(await exchange(address, get()));
      expect(whole).toBe(false);
      expect(body.length).toBeGreaterThan(0);
      if (!gzip) expect(body.length).toBe(5000);
      await open?.close();
    }
  });

  test('may be no answer at all', async () => {
    const address = await serve(async () => {
      throw new ConnectionCut();
    });
    expect(await exchange(address, get())).toHaveLength(0);
  });

  test('that HTTP cannot carry is a 500', async () => {
    const address = await serve(async () => ({
      status: 200,
      headers: { 'x-bad': 'a\nb' },
      body: new Uint8Array(),
    }));
    expect(String(await exchange(address, get()))).toMatch(/^HTTP\/1\.1 500 /);
  });

  test('that is slow to be read does not fill memory, nor hold up others', async () => {
    let made = 0;
    async function* large() {
      for (let i = 0; i < 4000; i++) {
        made += 65_536;
        yield new Uint8Array(65_536);
      }
    }
    const address = await serve(async (raw) => (raw.target === '/large' ? ok(large()) : ok()));
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname);
    socket.write(get('/large'));
    await once(socket, 'readable');
    // Nobody reads on: the body waits while another is served.
    expect(String(await exchange(address, get()))).toMatch(/^HTTP\/1\.1 200 /);
    expect(String(await exchange(address, get()))).toMatch(/^HTTP\/1\.1 200 /);
    expect(made).toBeLessThan(64 * 1_048_576);
    socket.destroy();
  });
});

describe('listen', () => {
  test('refuses a host that others can reach, unless allowed', async () => {
    const handlers = { clio: async () => ok(), dvid: async () => ok() };
    for (const host of ['0.0.0.0', '::', '192.168.0.1', 'sandbox.example.org']) {
      await expect(listen(handlers, { host })).rejects.toThrow(/can be reached by others/);
    }
    open = await listen(handlers, { host: '0.0.0.0', allowPublic: true });
    expect(open.server).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test.each(['127.0.0.1', 'localhost'])('listens on %s', async (host) => {
    open = await listen({ clio: async () => ok(), dvid: async () => ok() }, { host });
    expect((await fetch(open.server)).status).toBe(200);
    expect(open.server).not.toBe(open.dvid);
  });

  test('says which port is in use, and keeps neither', async () => {
    const handlers = { clio: async () => ok(), dvid: async () => ok() };
    open = await listen(handlers);
    const port = Number(new URL(open.server).port);
    await expect(listen(handlers, { dvidPort: port })).rejects.toThrow(
      `Cannot listen on port ${port} of 127.0.0.1: it is in use.`,
    );
  });

  test('close ends connections that hang', async () => {
    let arrived = () => {};
    const waiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const address = await serve((raw) => {
      arrived();
      return new Promise((_, reject) => raw.signal?.addEventListener('abort', reject));
    });
    const answer = fetch(address);
    answer.catch(() => {});
    await waiting;
    await open?.close();
    await expect(answer).rejects.toThrow('fetch failed');
  });
});
