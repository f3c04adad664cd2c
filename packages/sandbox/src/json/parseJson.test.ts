import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonSyntaxError, parseJson } from './parseJson.js';
import { toPlain } from './plain.js';
import { JsonNumber } from './value.js';
import { writeJson } from './writeJson.js';

/** A value as `JSON.parse` has it. */
function rounded(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, rounded(member)]));
}

describe('parseJson', () => {
  test('keeps every digit of a number', () => {
    expect(writeJson(parseJson('[18446744073709551615, 1.0, -0, 1e400]'))).toBe(
      '[18446744073709551615,1.0,-0,1e400]',
    );
  });

  test('keeps the order of keys, and of duplicates the last value', () => {
    expect(writeJson(parseJson('{"b":1,"a":2,"b":3}'))).toBe('{"b":3,"a":2}');
  });

  test('agrees with JSON.parse on every JSON text', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ noUnicodeString: false }),
        fc.constantFrom(undefined, 1, '\t'),
        (value, space) => {
          const text = JSON.stringify(value, undefined, space);
          expect(rounded(toPlain(parseJson(text)))).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  test('agrees with JSON.parse on what is no JSON text', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'nul',
      '\\',
      '\\u00e9',
      ' ',
      '\n',
      '\u0001',
      '\ud800',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let wanted: unknown = JsonSyntaxError;
        try {
          wanted = JSON.parse(text);
        } catch {}
        if (wanted === JsonSyntaxError) expect(() => parseJson(text)).toThrow(JsonSyntaxError);
        else expect(toPlain(parseJson(text))).toEqual(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  test('says where the text stops being JSON', () => {
    expect(() => parseJson('{"a": 1,}')).toThrow(/key in quotes, found "}" at character 8/);
    expect(() => parseJson('[1')).toThrow(/expected "," or "]", found the end/);
  });

  test('refuses a depth that would exhaust the stack', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(/levels/);
  });

  test('keeps the objects of a list as their text where asked', () => {
    const text = '{"records": [ {"a": "}]\\"{", "b": [{}]} , 5, "{}" ], "other": [{}]}';
    const kept = parseJson(text, (path) => path.at(-1) === 'records') as Map<string, unknown>;
    expect(kept.get('records')).toEqual(['{"a": "}]\\"{", "b": [{}]}', new JsonNumber('5'), '{}']);
    expect(kept.get('other')).toEqual([new Map()]);
  });
});
