import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteJson } from '../../json/goString.js';
import { readFields, writeFields, writeRecord } from './fields.js';
import { textOf } from './Memory.js';
import { eachField, fieldText } from './recordText.js';
import { selectFields } from './selectFields.js';

const names = fc.oneof(
  fc.constantFrom(
    'type',
    'type_user',
    'type_time',
    ',',
    ']',
    '}',
    ':',
    'a"b',
    '_user',
    '',
    '__proto__',
  ),
  fc.string({ unit: 'grapheme' }),
);
const records = fc.dictionary(names, fc.jsonValue()).map((object) => {
  const fields = readFields(JSON.stringify(object));
  return {
    text: writeFields(fields),
    object: JSON.parse(writeFields(fields)) as Record<string, unknown>,
  };
});

describe('records as texts', () => {
  test('a field is found by its name', () => {
    fc.assert(
      fc.property(records, names, ({ text, object }, other) => {
        for (const name of [...Object.keys(object), other]) {
          const found = fieldText(text, quoteJson(name));
          expect(found && JSON.parse(found)).toEqual(
            Object.hasOwn(object, name) ? object[name] : undefined,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  test('fields are visited in their order', () => {
    fc.assert(
      fc.property(records, ({ text, object }) => {
        const found: [string, unknown][] = [];
        eachField(text, (nameStart, nameEnd, start, end) => {
          found.push([
            JSON.parse(text.slice(nameStart, nameEnd)),
            JSON.parse(text.slice(start, end)),
          ]);
        });
        expect(Object.fromEntries(found)).toEqual(object);
      }),
    );
  });

  test('users and times are hidden or shown', () => {
    fc.assert(
      fc.property(records, fc.boolean(), fc.boolean(), ({ text, object }, users, times) => {
        const shown = Object.entries(object).filter(
          ([name]) => (users || !name.endsWith('_user')) && (times || !name.endsWith('_time')),
        );
        const selected = selectFields(text, { names: undefined, users, times, asked: [] });
        expect(JSON.parse(selected.text)).toEqual(Object.fromEntries(shown));
        expect(selected.count).toBe(shown.length);
      }),
    );
  });

  test('some fields are picked', () => {
    fc.assert(
      fc.property(records, fc.array(names), ({ text, object }, asked) => {
        const picked = new Set(asked.map(quoteJson));
        const selected = selectFields(text, { names: picked, users: true, times: true, asked });
        const shown = Object.entries(object).filter(([name]) => asked.includes(name));
        expect(JSON.parse(selected.text)).toEqual(Object.fromEntries(shown));
      }),
    );
  });
});

describe('values', () => {
  test.each([
    ['18446744073709551615', '18446744073709551615'],
    ['18446744073709551616', '18446744073709552000'],
    ['-9223372036854775809', '-9223372036854776000'],
    ['-0', '0'],
    ['1.50', '1.5'],
    ['1E3', '1000'],
    ['[1,null]', '[1,0]'],
    ['[null]', '[0]'],
    ['["a",null]', '["a",""]'],
    ['[ 1 , 2 ]', '[1,2]'],
    ['[18446744073709551615]', '[18446744073709552000]'],
    ['[1,"a"]', '[1,"a"]'],
    ['{"k":9007199254740993,"b":1,"a":[1.0],"a":[2.0]}', '{"a":[2],"b":1,"k":9007199254740992}'],
    ['"\\u003c\\ud800"', '"\\u003c\ufffd"'],
  ])('%s is written as %s', (given, written) => {
    expect(writeFields(readFields(`{"x":${given}}`))).toBe(`{"x":${written}}`);
  });

  test.each([
    ['-0.0', '-0', '0'],
    ['[1.0,null]', '[1,null]', '[1,0]'],
    ['[-0.0]', '[-0]', '[0]'],
    ['1e19', '10000000000000000000', '10000000000000000000'],
  ])('the head holds %s as %s, the store gives back %s', (given, held, stored) => {
    const record = writeRecord(readFields(`{"x":${given}}`));
    expect(textOf(record.memory)).toBe(`{"x":${held}}`);
    expect(record.stored).toBe(`{"x":${stored}}`);
  });

  test('what the store gives back is stable', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { stored } = writeRecord(readFields(JSON.stringify({ bodyid: 1, x: value })));
        expect(writeRecord(readFields(stored)).stored).toBe(stored);
      }),
    );
  });
});
