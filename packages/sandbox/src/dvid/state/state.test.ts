import { recordings } from '@clio/fixtures';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../json/parseJson.js';
import type { JsonValue } from '../../json/value.js';
import { SandboxError } from '../../SandboxError.js';
import { createDvid, type Dvid } from '../createDvid.js';

const now = (): Date => new Date('2026-11-23T01:02:03Z');
const load = (repos: JsonValue): Dvid => createDvid({ repos, now });
const read = (state: unknown): JsonValue => parseJson(JSON.stringify(state));

async function send(dvid: Dvid, method: string, target: string, body: unknown): Promise<number> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const sent = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return (await dvid.handle({ method, target, headers: {}, body: sent })).status;
}

describe('what was not touched is read out as it was put in', () => {
  const states = new Map(recordings().map(({ name, given }) => [name, given.repos]));
  for (const [name, repos] of states) {
    if (repos === undefined) continue;
    test(name, () => {
      expect(load(read(repos)).dump()).toEqual(read(repos));
    });
  }

  test('records in any form', () => {
    const state = parseJson(
      '[{"instances":{"nj":{"typename":"neuronjson","config":{"Compression":"gzip"}}},"versions":[{"uuid":"aa","data":{"nj":{"records":["{ \\"b\\" : 1.50, \\"bodyid\\": 18446744073709551615 }",{"z":1.0,"bodyid":7,"a":[1,null]}],"deleted":[]}}}]}]',
    );
    expect(load(state).dump()).toEqual(state);
  });
});

test('all that a server at work holds comes back', async () => {
  const dvid = load(
    read([
      {
        alias: 'work',
        instances: {
          nj: { typename: 'neuronjson' },
          bag: { typename: 'keyvalue' },
          seg: { typename: 'labelmap' },
        },
        versions: [
          {
            uuid: 'aa',
            locked: false,
            data: {
              nj: { records: [1, 2, 3, 4, 5, 6, 7].map((bodyid) => ({ bodyid, t: 'A' })) },
              bag: { values: { k: 'v' } },
              seg: { slabs: [1, 2].map((label) => ({ label, from: label, to: label + 1 })) },
            },
          },
        ],
      },
    ]),
  );
  const work: [string, string, unknown][] = [
    ['POST', '/api/node/aa/nj/key/1?u=x', { bodyid: 1, t: 'B', big: 5 }],
    ['POST', '/api/node/aa/nj/key/008?u=x', { bodyid: 8, t: 'odd' }],
    ['DELETE', '/api/node/aa/nj/key/2', ''],
    ['POST', '/api/node/aa/nj/schema', 'any text'],
    ['POST', '/api/node/aa/nj/json_schema', '{ "type" : "object" }'],
    ['POST', '/api/node/aa/nj/tags', { a: 'b' }],
    ['POST', '/api/node/aa/bag/key/binary', '\u0000\u00ff'],
    ['DELETE', '/api/node/aa/bag/key/k', ''],
    ['POST', '/api/node/aa/seg/merge?u=x', [1, 2]],
    ['POST', '/api/node/aa/log', { log: ['done'] }],
    ['POST', '/api/repo/aa/log', { log: ['done'] }],
    ['POST', '/api/repo/aa/info', { description: 'more' }],
    ['POST', '/api/node/aa/commit', { note: 'sealed' }],
    ['POST', '/api/node/aa/newversion', { uuid: '5aa50f1e2d3c4b5a69788796a5b4c3d2' }],
    ['POST', '/api/node/aa/branch', { branch: 'side', uuid: '6aa50f1e2d3c4b5a69788796a5b4c3d2' }],
    ['POST', '/api/node/aa/tag', { tag: 'v1' }],
    [
      'POST',
      '/api/repo/5aa/instance',
      { typename: 'keyvalue', dataname: 'late', versioned: false, Tags: 'c=d' },
    ],
    ['POST', '/api/node/5aa/nj/key/9?u=x', { bodyid: 9, x: [1.5] }],
    ['DELETE', '/api/node/5aa/nj/key/3', ''],
    ['DELETE', '/api/node/:side/nj/key/4', ''],
  ];
  for (const [method, target, body] of work) {
    expect(await send(dvid, method, target, body), target).toBe(200);
  }
  const state = dvid.dump();
  const again = load(state);
  expect(again.dump()).toEqual(state);
  // The fields are not asked for: their tallies begin anew.
  for (const target of ['keys', 'all?show=all', 'key/9?show=all', 'schema', 'json_schema']) {
    for (const reference of [':master', ':side', 'aa', 'v1']) {
      const path = `/api/node/${reference}/nj/${target}`;
      const [before, after] = await Promise.all(
        [dvid, again].map((server) => textOf(server, path)),
      );
      expect(after, path).toBe(before);
    }
  }
});

async function textOf(dvid: Dvid, target: string): Promise<string> {
  const { status, body } = await dvid.handle({
    method: 'GET',
    target,
    headers: {},
    body: new Uint8Array(0),
  });
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
  return `${status} ${target.includes('/all') ? [...text].sort().join('') : text}`;
}

describe('what cannot be used is named by its place', () => {
  test.each([
    [{}, '/repos'],
    [[{ versions: [{}] }], '/repos/0/versions/0/uuid'],
    [[{ versions: [{ uuid: 'a' }, { uuid: 'a' }] }], '/repos/0/versions/1/uuid'],
    [[{ versions: [{ uuid: 'a' }, { uuid: 'b', parent: 'c' }] }], '/repos/0/versions/1/parent'],
    [[{ instances: { x: { typename: 'y' } } }], '/repos/0/instances/x'],
    [[{ versions: [{ uuid: 'a', data: { x: {} } }] }], '/repos/0/versions/0/data/x'],
    [
      [
        {
          instances: { n: { typename: 'neuronjson' } },
          versions: [{ uuid: 'a', data: { n: { records: [{ bodyid: 1 }, { bodyid: '1' }] } } }],
        },
      ],
      '/repos/0/versions/0/data/n/records/1',
    ],
  ])('%j', (state, pointer) => {
    let error: unknown;
    try {
      load(read(state));
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SandboxError);
    expect((error as SandboxError).pointer).toBe(pointer);
  });
});
