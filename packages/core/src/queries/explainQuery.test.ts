import { describe, expect, it } from 'vitest';
import { InputError } from '../errors/InputError.js';
import { equals } from './equals.js';
import { exists } from './exists.js';
import { explainQuery } from './explainQuery.js';
import { matchesQuery } from './matchesQuery.js';
import { missing } from './missing.js';
import { not } from './not.js';
import type { Query } from './Query.js';
import { range } from './range.js';
import { regex } from './regex.js';

describe('explainQuery', () => {
  it.each<[Query, unknown]>([
    [{ class: 'Descending Neuron' }, { class: ['Descending Neuron'] }],
    [{ group: 10104 }, { group: 10104 }],
    [{ group: [1, 2, 2] }, { group: [1, 2] }],
    [
      { soma_side: ['L', 'R'], type: regex('DN.*') },
      { soma_side: ['L', 'R'], type: ['re/^(?:DN.*)$'] },
    ],
    [{ type: [regex('DN.*'), 'MN1'] }, { type: ['re/^(?:DN.*)$', 'MN1'] }],
    [{ type: exists() }, { type: 'exists/1' }],
    [{ type: missing() }, { type: 'exists/0' }],
    [{ type: null }, { type: 'exists/0' }],
    [{ type: not(exists()) }, { type: 'exists/0' }],
    [{ type: not(null) }, { type: 'exists/1' }],
    [{ note: '' }, { note: [''] }],
    // The server would take these for commands.
    [{ note: 're/a+b' }, { note: ['re/^re/a\\+b$'] }],
    [{ note: 'exists/0' }, { note: ['re/^exists/0$'] }],
    // Both kinds in one list break the answer.
    [{ group: [5, '5'] }, [{ group: ['5'] }, { group: 5 }]],
    [{ type: ['A', null] }, [{ type: ['A'] }, { type: 'exists/0' }]],
    // Ids of 2^63 and above are found one by one only; the server repeats what is asked for twice.
    [{ bodyid: [5, '5', 5n] }, { bodyid: 5 }],
    [[{ bodyid: [3, 1] }, { bodyid: 1 }], { bodyid: [3, 1] }],
    [
      { bodyid: [7, 2n ** 63n, 2n ** 64n - 1n] },
      [{ bodyid: 7 }, { bodyid: 2n ** 63n }, { bodyid: 2n ** 64n - 1n }],
    ],
    [[{ type: 'A' }, { type: 'A' }], { type: ['A'] }],
    [[{ type: 'A' }, { group: [] }], { type: ['A'] }],
  ])('asks the server for all of %o', (query, server) => {
    expect(explainQuery(query)).toEqual({ request: 'query', server, client: [] });
  });

  it('keeps a field named __proto__', () => {
    const query = JSON.parse('{"__proto__": "x"}') as Query;
    const { server } = explainQuery(query);
    expect(Object.entries(server as object)).toEqual([['__proto__', ['x']]]);
    expect(matchesQuery({ a: 1 }, query)).toBe(false);
    expect(matchesQuery(JSON.parse('{"__proto__": "x"}') as Record<string, unknown>, query)).toBe(
      true,
    );
  });

  it.each<[Query, 'none' | 'all']>([
    [{}, 'all'],
    [[{ type: 'A' }, {}], 'all'],
    [[], 'none'],
    [{ type: [] }, 'none'],
    [[{ type: [] }, { group: [], type: 'A' }], 'none'],
  ])('asks no query for %o', (query, request) => {
    expect(explainQuery(query)).toEqual({ request, server: undefined, client: [] });
  });

  it.each<[Query, unknown, string, string]>([
    [{ a: true }, { a: 'exists/1' }, 'true', 'the server finds no booleans'],
    [{ a: 1.5 }, { a: 'exists/1' }, '1.5', 'the server finds no fractions'],
    [{ a: -5 }, { a: -5 }, '-5', 'the server compares without the sign'],
    [{ a: 2n ** 63n }, { a: 'exists/1' }, '9223372036854775808', 'the server does not find every'],
    [{ a: { k: [1] } }, { a: 'exists/1' }, 'exactly {"k":[1]}', 'no whole lists and objects'],
    [{ a: equals([1, 2]) }, { a: 'exists/1' }, 'exactly [1,2]', 'no whole lists and objects'],
    [{ a: range({ min: 1, below: 5 }) }, { a: 'exists/1' }, 'from 1 below 5', 'no ranges'],
    [{ a: range({ above: 'b', max: 'c' }) }, { a: 'exists/1' }, 'above "b" to "c"', 'no ranges'],
    [{ a: not('x') }, { bodyid: 'exists/1' }, 'not "x"', 'the server knows no negation'],
    [
      { a: not(['x', regex('y', { ignoreCase: true })]), b: 1 },
      { b: 1 },
      'not one of "x", text like y, in any case',
      'no negation',
    ],
    [{ a: ['x', true] }, { a: 'exists/1' }, 'one of "x", true', 'no booleans'],
    [{ a: [true, null] }, { bodyid: 'exists/1' }, 'one of true, missing', 'no booleans'],
    [
      { a: not(exists()), b: not(not(exists())) },
      { a: 'exists/0' },
      'not not present',
      'no negation',
    ],
  ])('says what is checked here of %o', (query, server, condition, reason) => {
    const explained = explainQuery(query);
    expect(explained.server).toEqual(server);
    expect(explained.client).toHaveLength(1);
    expect(explained.client[0]?.condition).toBe(condition);
    expect(explained.client[0]?.reason).toContain(reason);
  });

  it('asks for less where the combinations are too many', () => {
    const mixed = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [name, [1, 'x']]),
    );
    const { server, client } = explainQuery(mixed);
    expect(server).toHaveLength(64);
    expect((server as object[])[0]).toMatchObject({ f: ['x'], g: 'exists/1' });
    expect(client).toEqual([
      {
        field: 'g',
        condition: 'one of 1, "x"',
        reason: expect.stringContaining('too many') as string,
      },
    ]);
    expect(matchesQuery({ a: 1, b: 'x', c: 1, d: 'x', e: 1, f: 'x', g: 1 }, mixed)).toBe(true);
  });

  it.each<[unknown, string]>([
    [{ type: undefined }, 'field "type" for undefined; leave the field out'],
    [{ group: Number.NaN }, 'field "group" for NaN'],
    [{ group: 2 ** 53 }, 'has lost its last digits; pass a bigint'],
    [{ group: () => 1 }, 'for a function'],
    [{ list: [[1, 2]] }, 'use equals([…])'],
    [{ type: '\ud800' }, 'half a character in field "type"'],
    [{ '\ud800': 1 }, 'half a character in the name of a field'],
    [{ a: { k: Number.NaN } }, 'at k: NaN has no JSON form'],
    [{ bodyid: 'abc' }, 'impossible bodyid: "abc" is not a body id'],
    [{ bodyid: 0 }, 'body ids begin at 1'],
    [{ bodyid: [1, -5] }, 'body ids begin at 1'],
    [{ bodyid: true }, 'impossible bodyid'],
    [{ bodyid: regex('5') }, 'which no regular expression matches'],
    [{ bodyid: not(regex('5')) }, 'which no regular expression matches'],
    [[1, 2], 'use fetchAnnotationsById'],
    [5, 'use fetchAnnotationsById'],
    ['x', 'A query is an object'],
    [null, 'A query is an object'],
    [[[{}]], 'or one list of them'],
    [exists(), 'A query is an object'],
  ])('refuses %o', (query, message) => {
    expect(() => explainQuery(query as Query)).toThrow(InputError);
    expect(() => explainQuery(query as Query)).toThrow(message);
    expect(() => matchesQuery({}, query as Query)).toThrow(InputError);
  });

  it.each([
    [{}, 'needs min, max, above or below'],
    [{ min: 1, max: 'b' }, 'all numbers or all texts'],
    [{ min: Number.NaN }, 'is a number, a bigint or a text'],
    [{ min: true as never }, 'is a number, a bigint or a text'],
    [{ max: 2 ** 60 }, 'pass a bigint'],
  ])('refuses the range %o', (bounds, message) => {
    expect(() => range(bounds)).toThrow(InputError);
    expect(() => range(bounds)).toThrow(message);
  });

  it('finds ids in any form', () => {
    const id = 720575940621039145n;
    expect(matchesQuery({ bodyid: id }, { bodyid: String(id) })).toBe(true);
    expect(matchesQuery({ bodyid: 5 }, { bodyid: ['5', 6n] })).toBe(true);
    expect(matchesQuery({ bodyid: 5 }, { bodyid: range({ min: 5 }) })).toBe(true);
    // In any other field text and number are two.
    expect(matchesQuery({ group: 5 }, { group: '5' })).toBe(false);
  });
});
