import { describe, expect, test } from 'vitest';
import { parseJson } from '../json/parseJson.js';
import { createDvid, type Dvid } from './createDvid.js';

const now = (): Date => new Date('2026-11-23T01:02:03.400Z');

function make(repos: unknown, options: { readonly ghosts?: boolean } = {}): Dvid {
  return createDvid({ repos: parseJson(JSON.stringify(repos)), now, random: () => 0, ...options });
}

async function ask(dvid: Dvid, method: string, target: string, body = '') {
  const response = await dvid.handle({
    method,
    target,
    headers: {},
    body: new TextEncoder().encode(body),
  });
  let text = '';
  if (response.body instanceof Uint8Array) text = new TextDecoder().decode(response.body);
  else for await (const piece of response.body) text += new TextDecoder().decode(piece);
  return { status: response.status, headers: response.headers, text };
}

const records = Array.from({ length: 7 }, (_, i) => ({ bodyid: i + 1, n: i }));
const plain = [
  {
    alias: 'plain',
    instances: { nj: { typename: 'neuronjson' } },
    versions: [
      { uuid: 'aa', locked: true, data: { nj: { records } } },
      { uuid: 'bb', locked: false },
    ],
  },
];

describe('what the real server does not survive is refused with 501', () => {
  test.each([
    ['GET', '/api/node/:master/nj/keys', ''],
    ['GET', '/api/node/:/status', ''],
  ])('%s %s without repos', async (method, target, body) => {
    const answer = await ask(make([]), method, target, body);
    expect(answer.status).toBe(501);
    expect(answer.text).toMatch(/^The sandbox refuses this request: .*real server/);
  });

  test('a time that is no text, on the head alone', async () => {
    const dvid = make(plain);
    const answer = await ask(dvid, 'POST', '/api/node/bb/nj/key/1?u=x', '{"bodyid":1,"x_time":5}');
    expect(answer.status).toBe(501);
    expect((await ask(dvid, 'GET', '/api/node/bb/nj/key/1?show=all')).text).toBe(
      '{"bodyid":1,"n":0}',
    );
    await ask(dvid, 'POST', '/api/node/aa/branch', '{"branch":"side"}');
    const side = await ask(dvid, 'POST', '/api/node/:side/nj/key/1?u=x', '{"bodyid":1,"x_time":5}');
    expect(side.status).toBe(200);
  });

  test('a UUID that another version has', async () => {
    const dvid = make(plain);
    expect((await ask(dvid, 'POST', '/api/node/aa/tag', '{"tag":"bb"}')).status).toBe(501);
    expect((await ask(dvid, 'GET', '/api/node/bb/status')).text).toBe('{"Locked":false}');
  });
});

test('~-1 is a panic of the server', async () => {
  const answer = await ask(make(plain), 'GET', '/api/node/:master~-1/status');
  expect(answer.status).toBe(500);
  expect(answer.text).toMatch(
    /^Panic detected on request .*\nruntime error: index out of range \[-1\]\n/,
  );
});

test('without ghosts a deleted id is gone', async () => {
  for (const ghosts of [true, false]) {
    const dvid = make(plain, { ghosts });
    await ask(dvid, 'DELETE', '/api/node/bb/nj/key/2');
    const keys: unknown = JSON.parse((await ask(dvid, 'GET', '/api/node/bb/nj/keys')).text);
    expect(keys).toEqual(['1', ...(ghosts ? ['2'] : []), '3', '4', '5', '6', '7']);
  }
});

test('a long answer is that of the moment when it was asked for', async () => {
  const many = Array.from({ length: 3000 }, (_, i) => ({ bodyid: i + 1, note: 'x'.repeat(100) }));
  for (const uuid of ['aa', 'bb']) {
    const dvid = make([
      {
        instances: { nj: { typename: 'neuronjson' } },
        versions: [
          { uuid: 'aa', locked: uuid === 'bb', data: { nj: { records: many } } },
          ...(uuid === 'bb' ? [{ uuid: 'bb', locked: false }] : []),
        ],
      },
    ]);
    const { body } = await dvid.handle({
      method: 'GET',
      target: `/api/node/${uuid}/nj/all`,
      headers: {},
      body: new Uint8Array(0),
    });
    let text = '';
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      if (text === '') {
        for (const id of [1, 1500, 3000]) {
          await ask(
            dvid,
            'POST',
            `/api/node/${uuid}/nj/key/${id}?u=x`,
            `{"bodyid":${id},"note":"new"}`,
          );
          await ask(dvid, 'DELETE', `/api/node/${uuid}/nj/key/${id + 1}`);
        }
      }
      text += new TextDecoder().decode(piece);
    }
    const found = JSON.parse(text) as { bodyid: number; note: string }[];
    expect(found.filter(({ note }) => note === 'new')).toEqual([]);
    expect(new Set(found.map(({ bodyid }) => bodyid)).size).toBe(3000);
  }
});

test('only a coding that is literally gzip compresses', async () => {
  const dvid = make(plain);
  for (const [accepted, gzip] of [
    ['gzip', true],
    ['deflate, gzip', true],
    ['gzip;q=1.0', undefined],
    ['', undefined],
  ] as const) {
    const { gzip: is } = await dvid.handle({
      method: 'GET',
      target: '/api/node/bb/nj/all',
      headers: { 'accept-encoding': accepted },
      body: new Uint8Array(0),
    });
    expect(is).toBe(gzip);
  }
});

test('HEAD says how long the body would be', async () => {
  const dvid = make(plain);
  const keys = await ask(dvid, 'HEAD', '/api/node/bb/nj/keys');
  expect([keys.headers['content-length'], keys.text]).toEqual(['29', '']);
  const key = await ask(dvid, 'HEAD', '/api/node/bb/nj/key/1');
  expect(key.headers).not.toHaveProperty('content-length');
});

describe('a merge of versions is refused', () => {
  test.each([
    ['merge', '{', 400, 'Malformed JSON request in body: unexpected end of JSON input'],
    ['merge', '{"parents":["aa"]}', 400, 'Must specify at least two parent UUIDs'],
    ['merge', '{"parents":["aa","ff"]}', 400, 'can\'t match parent "ff": could not find UUID'],
    ['merge', '{"parents":["aa","bb"]}', 400, "'mergeType' must be 'conflict-free' at this time"],
    ['merge', '{"parents":["aa","bb"],"mergeType":"conflict-free"}', 501, 'The sandbox refuses'],
    ['resolve', '{}', 400, "Must specify at least one data instance using 'data' field"],
    ['resolve', '{"data":["x"],"parents":["aa","bb"]}', 400, 'invalid data instance name'],
  ])('%s %s', async (action, body, status, text) => {
    const answer = await ask(make(plain), 'POST', `/api/repo/aa/${action}`, body);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });
});

test.each([
  ['g', "U+0067 'g'"],
  ['é', "U+00C3 'Ã'"],
  ['\u007f', 'U+007F'],
])('a UUID with %j names the byte that is wrong', async (character, shown) => {
  const uuid = `${character}${'0'.repeat(32 - new TextEncoder().encode(character).length)}`;
  const answer = await ask(
    make(plain),
    'POST',
    '/api/node/aa/newversion',
    JSON.stringify({ uuid }),
  );
  expect(answer.text).toBe(
    `Bad UUID provided: encoding/hex: invalid byte: ${shown} (/api/node/aa/newversion).\n`,
  );
});
