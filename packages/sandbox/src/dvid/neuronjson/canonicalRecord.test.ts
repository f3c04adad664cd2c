import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rewrite } from '../state/loadAnnotations.js';
import { canonicalRecord } from './canonicalRecord.js';

const now = '2026-01-31T09:00:00Z';

const withoutMemory = ({ id, record }: ReturnType<typeof rewrite>) => ({ id, record });

describe('canonicalRecord', () => {
  test('takes a text that the server would write as it is', () => {
    const source =
      '{"a":"x","bodyid":7,"f":-0.25,"list":[1,-2],"ok":true,"texts":["a","b"],"texts_time":"t","texts_user":"u"}';
    expect(canonicalRecord(source, now)).toEqual({ id: '7', record: source });
  });

  test.each([
    ['{"a_user":"x","bodyid":7}', '{"a_time":"NOW","a_user":"x","bodyid":7}'],
    [
      '{"a_time":"t","b_user":"x","bodyid":7}',
      '{"a_time":"t","b_time":"NOW","b_user":"x","bodyid":7}',
    ],
    [
      '{"b_user":"x","a_time":"t","bodyid":7}',
      '{"a_time":"t","b_time":"NOW","b_user":"x","bodyid":7}',
    ],
    ['{"a_tx":1,"a_user":"x","bodyid":7}', '{"a_time":"NOW","a_tx":1,"a_user":"x","bodyid":7}'],
    [
      '{"a_time":"t","a_u":1,"a_user":"x","bodyid":7}',
      '{"a_time":"t","a_u":1,"a_user":"x","bodyid":7}',
    ],
    [
      '{"a_user":"x","b_user":"y","bodyid":7}',
      '{"a_time":"NOW","a_user":"x","b_time":"NOW","b_user":"y","bodyid":7}',
    ],
  ])('gives %s a time', (source, record) => {
    expect(canonicalRecord(source, now)).toEqual({
      id: '7',
      record: record.replaceAll('NOW', now),
    });
  });

  test('orders names and drops blanks', () => {
    const source = ' { "type" : "KC",\n "bodyid":\t7 , "é": 0, "a": [] } ';
    expect(canonicalRecord(source, now)).toEqual({
      id: '7',
      record: '{"a":[],"bodyid":7,"type":"KC","é":0}',
    });
  });

  test.each([
    '{}',
    '{"a":1}',
    '{"bodyid":-7}',
    '{"bodyid":"7"}',
    '{"bodyid":7,"a":1.50}',
    '{"bodyid":7,"a":1.}',
    '{"bodyid":7,"a":1.2.3}',
    '{"bodyid":7,"a":1.5e3}',
    '{"bodyid":7,"a":[1.5]}',
    '{"bodyid":7.5}',
    '{"bodyid":7,"a":-}',
    '{"bodyid":7,"a":1-2}',
    '{"bodyid":7,"a":0.1234567890123456789}',
    '{"bodyid":7,"a":1e3}',
    '{"bodyid":7,"a":-0}',
    '{"bodyid":7,"a":007}',
    '{"bodyid":7,"a":1234567890123456789}',
    '{"bodyid":7,"a":null}',
    '{"bodyid":7,"a":"\\n"}',
    '{"bodyid":7,"a":"<"}',
    '{"bodyid":7,"a":"\u2028"}',
    '{"bodyid":7,"a":"😀"}',
    '{"bodyid":7,"a":{}}',
    '{"bodyid":7,"a":[1,"b"]}',
    '{"bodyid":7,"a":[1, 2]}',
    '{"bodyid":7,"a":[null]}',
    '{"bodyid":7,"a":[[1]]}',
    '{"bodyid":7,"a":1,"b":2,"a":3}',
    '{"bodyid":7,"a":1,"a":3}',
    '{"bodyid":7,}',
    '{"bodyid":7',
    '{"bodyid":7,"a":"x',
    '{"bodyid":7,"a":[1',
    '{"bodyid":7}x',
    '{"bodyid":7,"a":tru}',
    '{"bodyid":7,"a":}',
    '{"bodyid":7,"a"}',
    '[7]',
    '',
  ])('leaves %j to the long way', (source) => {
    expect(canonicalRecord(source, now)).toBeUndefined();
  });

  test('agrees with the long way on whatever it takes', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'type',
        'bodyid',
        'type_user',
        'type_time',
        'type_u',
        'type_tx',
        'a_user',
        '_user',
        'a',
        'é',
        '日',
        '',
      ),
      fc.string({ maxLength: 4 }),
    );
    const value = fc.oneof(
      fc.string(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
      fc.boolean(),
      fc.array(fc.maxSafeInteger(), { maxLength: 3 }),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.jsonValue(),
    );
    const record = fc.tuple(
      fc.nat(),
      fc.dictionary(name, value),
      fc.constantFrom(undefined, 1, '\t'),
    );
    let taken = 0;
    fc.assert(
      fc.property(record, ([bodyid, fields, space]) => {
        const source = JSON.stringify({ ...fields, bodyid }, undefined, space);
        const quick = canonicalRecord(source, now);
        if (quick === undefined) return;
        taken++;
        expect(quick).toEqual(withoutMemory(rewrite(source, '', now)));
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
