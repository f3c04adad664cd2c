import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SandboxError } from '../SandboxError.js';
import { parseState } from './parseState.js';

const user = { token: 't', email: 'a@example.org' };
const instances = { nj: { typename: 'neuronjson' } };
const inVersion = (data: unknown) => ({ repos: [{ instances, versions: [{ uuid: 'aa', data }] }] });

function pointerOf(state: object | string): string | undefined {
  try {
    parseState(state);
  } catch (error) {
    if (error instanceof SandboxError) return error.pointer;
    throw error;
  }
  return undefined;
}

describe('parseState', () => {
  test.each<[string, object]>([
    ['/user', { user: {} }],
    ['/users', { users: [] }],
    ['/users/ann', { users: { ann: 'token' } }],
    ['/users/ann/token', { users: { ann: { email: 'a@example.org' } } }],
    ['/users/ann/email', { users: { ann: { token: 't' } } }],
    ['/users/ben/token', { users: { ann: user, ben: user } }],
    ['/groups/g', { groups: { g: 'a@example.org' } }],
    ['/groups/g/1', { groups: { g: ['a@example.org', 7] } }],
    ['/datasets/manc:v1.0', { datasets: { 'manc:v1.0': null } }],
    ['/tags/d/tag_to_uuid/v1', { tags: { d: { tag_to_uuid: { v1: 5 } } } }],
    ['/tags/d/head_uuid', { tags: { d: { head_uuid: 5 } } }],
    ['/documents/a~1b~1c', { documents: { 'a/b/c': {} } }],
    ['/documents/a~1b', { documents: { 'a/b': [] } }],
    ['/repos', { repos: {} }],
    ['/repos/0/name', { repos: [{ name: 'x' }] }],
    ['/repos/0/instances/nj/typename', { repos: [{ instances: { nj: { typename: 'nj' } } }] }],
    ['/repos/0/versions/0/uuid', { repos: [{ versions: [{}] }] }],
    ['/repos/0/versions/1/uuid', { repos: [{ versions: [{ uuid: 'a' }, { uuid: 'a' }] }] }],
    [
      '/repos/0/versions/1/parent',
      { repos: [{ versions: [{ uuid: 'a' }, { uuid: 'b', parent: 'c' }] }] },
    ],
    ['/repos/0/versions/0/locked', { repos: [{ versions: [{ uuid: 'a', locked: 1 }] }] }],
    ['/repos/0/versions/0/data/seg', inVersion({ seg: {} })],
    ['/repos/0/versions/0/data/nj/record', inVersion({ nj: { record: [] } })],
    ['/repos/0/versions/0/data/nj/records/1', inVersion({ nj: { records: [{ bodyid: 1 }, 2] } })],
    [
      '/repos/0/versions/0/data/nj/records/0/bodyid',
      inVersion({ nj: { records: [{ bodyid: 2 ** 60 }] } }),
    ],
    [
      '/repos/0/versions/0/data/nj/records/0/a',
      inVersion({ nj: { records: [{ bodyid: 1, a: Number.NaN }] } }),
    ],
    ['/repos/0/versions/0/data/nj/deleted/0', inVersion({ nj: { deleted: ['5'] } })],
    [
      '/repos/0/versions/0/data/nj/slabs/0/to',
      inVersion({ nj: { slabs: [{ label: 1, from: 0 }] } }),
    ],
    ['/repos/0/versions/0/data/nj/merges/0/1', inVersion({ nj: { merges: [[1, -2]] } })],
    ['/repos/0/versions/0/data/nj/values/k', inVersion({ nj: { values: { k: 1 } } })],
  ])('names %s', (pointer, state) => {
    expect(pointerOf(state)).toBe(pointer);
    if (!JSON.stringify(state).includes('null'))
      expect(pointerOf(JSON.stringify(state))).toBe(
        // A rounded number is exact digits again in a text.
        pointer.endsWith('/bodyid') ? undefined : pointer,
      );
  });

  test('gives records as texts with every digit, from data and from text', () => {
    const id = 720575940621522189n;
    const text = `{"repos":[{"instances":{"nj":{"typename":"neuronjson"}},"versions":[{"uuid":"aa","data":{"nj":{"records":[{"bodyid":${id}}, "{\\"bodyid\\": 5}"]}}}]}]}`;
    const data = inVersion({ nj: { records: [{ bodyid: id }, '{"bodyid": 5}'] } });
    for (const state of [text, data]) {
      const repos = JSON.stringify(parseState(state).repos, (_, value) =>
        value instanceof Map ? Object.fromEntries(value) : value,
      );
      expect(repos).toContain(
        `"records":["{\\"bodyid\\":720575940621522189}","{\\"bodyid\\": 5}"]`,
      );
    }
  });

  test('says where a text stops being JSON', () => {
    expect(() => parseState('{\n  "users": {,}\n}')).toThrow(/line 2, column 13/);
  });

  test('takes a byte order mark', () => {
    expect(parseState('\ufeff{}')).toEqual({});
  });

  test('answers any value with the parts or a SandboxError', () => {
    const anything = fc.object({
      key: fc.constantFrom(
        'users',
        'repos',
        'versions',
        'data',
        'nj',
        'records',
        'token',
        'uuid',
        'x',
      ),
      maxDepth: 5,
    });
    fc.assert(
      fc.property(anything, (state) => {
        try {
          parseState(state);
        } catch (error) {
          expect(error).toBeInstanceOf(SandboxError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
