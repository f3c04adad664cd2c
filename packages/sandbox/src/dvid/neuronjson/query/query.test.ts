import { describe, expect, test } from 'vitest';
import { Panic } from '../../http/Call.js';
import { readFields, writeRecord } from '../fields.js';
import { prepareQueries } from './matchQueries.js';
import { readQueries } from './readQueries.js';

function matches(query: string, record: string, inMemory = false): boolean {
  const queries = readQueries(new TextEncoder().encode(query));
  if (queries === undefined) throw new Error('no query');
  const written = writeRecord(readFields(record));
  return prepareQueries(queries)(inMemory ? written.memory : written.stored);
}

describe('what a query matches in a record of the store', () => {
  test.each([
    ['{"x":3}', '3', true],
    ['{"x":3}', '3.0', true],
    ['{"x":3}', '[3,4]', true],
    ['{"x":3}', '"3"', false],
    ['{"x":3.0}', '3', false],
    ['{"x":3.5}', '3.5', false],
    ['{"x":[3.5,2]}', '3.5', true],
    ['{"x":[3.5,2]}', '2', false],
    ['{"x":[1e20,0.5]}', '1e20', true],
    ['{"x":[100000000000000000000]}', '1e20', true],
    ['{"x":-1}', '18446744073709551615', true],
    ['{"x":[18446744073709551615]}', '18446744073709551615', false],
    ['{"x":"a"}', '"a"', true],
    ['{"x":"a"}', '["b","a"]', true],
    ['{"x":"a"}', '["a",1]', false],
    ['{"x":["a",1]}', '"a"', true],
    ['{"x":["a",null]}', '""', true],
    ['{"x":[null,"b"]}', '"b"', true],
    ['{"x":[8,null]}', '0', true],
    ['{"x":null}', '0', false],
    ['{"x":true}', 'true', false],
    ['{"x":[]}', '[]', false],
    ['{"x":"re/^D"}', '"DM4"', true],
    ['{"x":"re/^D"}', '4', false],
    ['{"x":"re/\\\\d"}', '"4"', false],
    ['{"x":["re/\\\\d"]}', '"4"', true],
    ['{"x":"re/"}', '"any"', true],
    ['{"x":["re/"]}', '"any"', false],
    ['{"x":["re/"]}', '"re/"', true],
    ['{"x":"re/("}', '"re/("', true],
    ['{"x":"re/(?i)dm"}', '"DM4"', true],
    ['{"x":["re/^a",5]}', '"re/^a"', true],
    ['{"x":["re/^a",5]}', '"abc"', false],
    ['{"x":"re/\\"hi\\""}', '"say \\"hi\\""', true],
    ['{"x":"exists/0"}', '""', false],
    ['{"x":"exists/1"}', '""', true],
    ['{"x":"exists/x"}', '""', true],
    ['{"y":"exists/0"}', '1', true],
    ['{"x":1,"y":"exists/1"}', '1', false],
    ['[{"x":1},{"x":2}]', '2', true],
    ['{}', '2', true],
  ])('%s of x = %s: %s', (query, value, expected) => {
    expect(matches(query, `{"bodyid":1,"x":${value}}`)).toBe(expected);
  });

  test('a list that begins with a number and holds a text breaks off', () => {
    expect(() => matches('{"x":[1.5,"a"]}', '{"x":"a"}')).toThrow(Panic);
    expect(matches('{"x":[1.5,"a"]}', '{"x":1.5}')).toBe(true);
    expect(matches('{"x":[1.5,"a"]}', '{"y":1}')).toBe(false);
  });

  test('the head holds doubles in lists apart from integers, until they are read from the store', () => {
    expect(matches('{"x":1}', '{"x":[1.0,2]}', true)).toBe(false);
    expect(matches('{"x":1}', '{"x":[1.0,2]}')).toBe(true);
  });
});

test.each(['', '{', '"text"', '5', '[1]', '{"x":1e400}', '{"x":[1e400]}'])(
  '%j is no query',
  (text) => {
    expect(readQueries(new TextEncoder().encode(text))).toBeUndefined();
  },
);
