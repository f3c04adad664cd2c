import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { installLightFetch } from './installLightFetch.js';
import { LightHeaders } from './LightHeaders.js';
import { LightRequest } from './LightRequest.js';
import { LightResponse } from './LightResponse.js';

/** What a function gives, or the kind of error that it throws. */
function outcome(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return (error as Error).constructor.name;
  }
}

const names = fc.constantFrom('Accept', 'accept', 'x-a', 'X-B', 'set-cookie', 'bad name', '', 'ä');
const values = fc.oneof(
  fc.constantFrom('', ' a ', 'a, b', 'a\nb', '\0', 'ÿ', 'Ā', '\ta\r\n', 'c=1; path=/'),
  fc.string(),
);

describe('LightHeaders', () => {
  it('does what Headers does, in any order of calls', () => {
    const call = fc.oneof(
      fc.record({ method: fc.constantFrom('append', 'set'), name: names, value: values }),
      fc.record({ method: fc.constantFrom('delete', 'get', 'has'), name: names }),
    );
    fc.assert(
      fc.property(fc.array(call, { maxLength: 12 }), (calls) => {
        const [mine, theirs] = [new LightHeaders(), new Headers()].map((headers) => {
          const results = calls.map(({ method, name, ...rest }) =>
            outcome(() =>
              (headers as unknown as Record<string, (...args: string[]) => unknown>)[method]?.(
                name,
                ...Object.values(rest),
              ),
            ),
          );
          const each: string[] = [];
          headers.forEach((value: string, name: string) => {
            each.push(name, value);
          });
          return {
            results,
            each,
            entries: [...headers],
            keys: [...headers.keys()],
            values: [...headers.values()],
            cookies: headers.getSetCookie(),
          };
        });
        expect(mine).toEqual(theirs);
      }),
    );
  });

  it.each([
    [{ Accept: 'a', 'x-b': 'c' }],
    [
      [
        ['a', 'b'],
        ['a', 'c'],
      ] as [string, string][],
    ],
    [new Headers({ a: 'b' })],
    [new LightHeaders({ a: 'b' }) as unknown as Headers],
    [undefined],
  ])('is made of %j', (init) => {
    expect([...new LightHeaders(init as never)]).toEqual([...new Headers(init)]);
  });

  it('does not show a value that it refuses', () => {
    expect(() => new LightHeaders({ authorization: 'Bearer secret\u0000' })).toThrow(
      /^(?!.*secret).*authorization/,
    );
  });
});

describe('LightRequest', () => {
  const inits: RequestInit[] = [
    {},
    { method: 'post', body: 'text' },
    { method: 'PATCH' },
    { method: 'patch' },
    { method: 'POST', body: new Uint8Array([1, 2]), headers: { 'content-type': 'a/b' } },
    { method: 'GET', body: 'text' },
    { redirect: 'manual', headers: { a: 'b' } },
  ];

  it.each(inits)('is what a Request is, of %j', async (init) => {
    const [mine, theirs] = await Promise.all(
      [LightRequest, Request].map(async (Kind) => {
        const request = outcome(() => new Kind('HTTP://A.example:80/b?c#d', init)) as Request;
        if (typeof request === 'string') return request;
        const copy = request.clone();
        return {
          url: request.url,
          method: request.method,
          redirect: request.redirect,
          headers: [...request.headers],
          hasBody: request.body !== null,
          text: await request.text(),
          copied: await copy.text(),
        };
      }),
    );
    expect(mine).toEqual(theirs);
  });

  it('keeps what another had, and takes what it is given', () => {
    const first = new LightRequest('http://a.example/', { method: 'POST', headers: { a: 'b' } });
    const { signal } = new AbortController();
    const second = new LightRequest(first, { signal });
    expect(second).toMatchObject({ url: 'http://a.example/', method: 'POST', signal });
    expect(second.headers.get('a')).toBe('b');
  });

  it.each(['no address', 'http://user:word@a.example/'])('refuses %s', (address) => {
    expect(() => new LightRequest(address)).toThrow(TypeError);
  });
});

describe('LightResponse', () => {
  const stream = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of ['{"a"', ':1', '}']) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });
  const cases: [string, () => [BodyInit | null | undefined, ResponseInit?]][] = [
    ['nothing', () => [undefined]],
    ['null', () => [null, { status: 204 }]],
    ['text', () => ['{"a":1}', { status: 201, statusText: 'Created', headers: { b: 'c' } }]],
    ['text after a byte order mark', () => ['\ufeff{}']],
    ['bytes', () => [new Uint8Array([123, 125])]],
    ['a buffer', () => [new Uint8Array([123, 125]).buffer]],
    ['a stream', () => [stream(), { status: 503 }]],
    ['a body that the status forbids', () => ['{}', { status: 204 }]],
    ['a status that is none', () => ['{}', { status: 99 }]],
  ];

  it.each(cases)('is what a Response is, of %s', async (_, make) => {
    const [mine, theirs] = await Promise.all(
      [LightResponse as unknown as typeof Response, Response].map(async (Kind) => {
        const response = outcome(() => new Kind(...make())) as Response;
        if (typeof response === 'string') return response;
        const copy = response.clone();
        const again = response.clone();
        const text = await response.text();
        return {
          status: response.status,
          statusText: response.statusText,
          ok: response.ok,
          headers: [...response.headers],
          text,
          copied: new Uint8Array(await copy.arrayBuffer()),
          json: await again.json().catch((error: Error) => error.name),
          used: response.bodyUsed,
          twice: await response.text().catch((error: Error) => error.constructor.name),
          cloned: outcome(() => typeof response.clone()),
        };
      }),
    );
    expect(mine).toEqual(theirs);
  });

  it('gives its body as a stream', async () => {
    const response = new LightResponse('abc');
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body as ReadableStream<Uint8Array>) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('abc');
    await expect(new LightResponse('abc').blob()).resolves.toBeInstanceOf(Blob);
  });
});

describe('installLightFetch', () => {
  const kept = Object.getOwnPropertyDescriptors(globalThis);
  afterEach(() => {
    for (const name of ['Headers', 'Request', 'Response', 'FormData'] as const)
      Object.defineProperty(globalThis, name, kept[name]);
  });

  it('puts the classes in the place of the global ones', () => {
    installLightFetch();
    expect([Headers, Request, Response]).toEqual([LightHeaders, LightRequest, LightResponse]);
    expect(() => new FormData()).toThrow(TypeError);
  });
});
