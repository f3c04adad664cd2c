import { describe, expect, test } from 'vitest';
import { compileSchema } from './compileSchema.js';
import { formats } from './formats.js';
import { validate } from './validate.js';

const draft = (name: string) => ({ $schema: `http://json-schema.org/draft-0${name}/schema#` });

function check(schema: object, value: unknown): string | undefined {
  const compiled = compileSchema(JSON.stringify(schema));
  if (compiled === undefined) return 'not compiled';
  return validate(compiled.root, value)?.replace(/^.*does not validate with file:\/\/[^#]*/, '');
}

describe('the rules of the drafts', () => {
  test.each<[string, object, unknown, string | undefined]>([
    [
      '4: limits are exclusive by a flag',
      { ...draft('4'), minimum: 3, exclusiveMinimum: true },
      3,
      '#/exclusiveMinimum: must be > 3 but found 3',
    ],
    ['4: a flag needs its limit', { ...draft('4'), exclusiveMinimum: true }, 3, 'not compiled'],
    ['4: no limit instead of a flag', { ...draft('4'), exclusiveMinimum: 3 }, 5, 'not compiled'],
    ['4: no schema is true or false', { ...draft('4'), not: false }, 5, 'not compiled'],
    ['4: nothing required is no list', { ...draft('4'), required: [] }, {}, 'not compiled'],
    ['6: nothing required is a list', { ...draft('6'), required: [] }, {}, undefined],
    ['6: later words say nothing', { ...draft('6'), if: 5 }, 5, undefined],
    ['7: but they do from draft 7', { ...draft('7'), if: 5 }, 5, 'not compiled'],
    [
      '7: base64',
      { ...draft('7'), contentEncoding: 'base64' },
      'a',
      "#/contentEncoding: 'a' is not base64 encoded",
    ],
    ['7: base64 with line ends', { ...draft('7'), contentEncoding: 'base64' }, 'YQ\n==', undefined],
    [
      '7: JSON',
      { ...draft('7'), contentMediaType: 'application/json' },
      '{',
      "#/contentMediaType: value is not of mediatype 'application/json'",
    ],
    [
      '7: JSON in base64',
      { ...draft('7'), contentEncoding: 'base64', contentMediaType: 'application/json' },
      'e30=',
      undefined,
    ],
    [
      '7: JSON in what is unknown',
      { ...draft('7'), contentEncoding: 'x', contentMediaType: 'application/json' },
      '{',
      undefined,
    ],
    ['2020-12: content is a remark', { contentEncoding: 'base64' }, 'a', undefined],
    [
      'a pattern that nobody uses must be one',
      { $defs: { x: { pattern: '(' } } },
      1,
      'not compiled',
    ],
    ['a default may hold anything', { default: { pattern: '(' } }, 1, undefined],
    ['4: a part that is false', { ...draft('4'), $ref: '#/x', x: false }, 1, 'not compiled'],
    [
      'a part out of the way must be a schema when it is asked for',
      { ...draft('7'), allOf: [{ $ref: '#/$defs/x' }], $defs: { x: { type: 'foo' } } },
      1,
      'not compiled',
    ],
    [
      'nobody looks at a part out of the way',
      { ...draft('7'), $defs: { x: { type: 'foo' } } },
      1,
      undefined,
    ],
    [
      '7: a part named by its id',
      { ...draft('7'), allOf: [{ $ref: '#x' }], definitions: { y: { $id: '#x', type: 'null' } } },
      1,
      '#/allOf/0/$ref/type: expected null, but got number',
    ],
    [
      '7: anchors came later',
      { ...draft('7'), allOf: [{ $ref: '#x' }], definitions: { y: { $anchor: 'x' } } },
      1,
      'not compiled',
    ],
    ['minus zero', { minimum: 3 }, -0, '#/minimum: must be >= 3 but found -0'],
  ])('%s', (_, schema, value, expected) => {
    expect(check(schema, value)).toBe(expected);
  });
});

test.each([
  ['duration', ['P1Y2M', 'PT5M', 'P1W', 'P1DT1H'], ['P', 'P1Y1D', 'PT', 'PT1H1S', 'P1WT1H', '1Y']],
  ['period', ['2024-01-01T00:00:00Z/P1D', 'P1D/2024-01-01T00:00:00Z'], ['P1D/P1D', 'P1D', '/']],
  ['hostname', ['a.-b', 'a-b.c.'], ['-a', 'a-', 'a..b', '']],
  ['ipv4', ['1.2.3.4', '00.0.0.0', '+1.2.3.4'], ['01.2.3.4', '1.2.3', '1.2.3.256', 'a.b.c.d']],
  ['ipv6', ['::1', '::ffff:1.2.3.4'], ['1', '::1\n', '::g', '1:2']],
  [
    'email',
    ['a@b.c', '"a b"@c', 'a@[127.0.0.1]', 'é@b'],
    ['a', '.a@b', 'a..b@c', 'a@b_c', '@b', 'a b@c'],
  ],
  ['json-pointer', ['', '/a~0~1', '/~~0'], ['a', '/~', '/~2']],
  ['relative-json-pointer', ['0', '1#', '12/a'], ['', '01', '1#/a', 'a', '-1']],
])('what is a %s', (name, good, bad) => {
  for (const text of good) expect([text, formats[name]?.(text)]).toEqual([text, true]);
  for (const text of bad) expect([text, formats[name]?.(text)]).toEqual([text, false]);
});

test.each([
  ['{"type":"object"}\n', true],
  ['{"type":"object"} x', true],
  ['{"type":"object"} {}', false],
  ['{"type":"object"} 5', false],
  ['{"type":"object"', false],
  ['', false],
])('a schema may be followed by what begins no value: %s', (text, compiles) => {
  expect(compileSchema(text) !== undefined).toBe(compiles);
});
