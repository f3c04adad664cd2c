import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepestJson, JsonDecodeError, readJson, readJsonText } from './readJson.js';
import { PythonError } from './values.js';
import { answerStyle, requestStyle, writeJson } from './writeJson.js';

function problem(text: string): [string, number] {
  try {
    readJsonText(text);
  } catch (error) {
    if (error instanceof JsonDecodeError) return [error.problem, error.position];
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe('readJson', () => {
  it.each<[string, string, number]>([
    ['', 'Expecting value', 0],
    ['   ', 'Expecting value', 3],
    ['{"a" 1}', "Expecting ':' delimiter", 5],
    ['{"a":1 "b"', "Expecting ',' delimiter", 7],
    ['{"a":1,}', 'Expecting property name enclosed in double quotes', 7],
    ["{'a':1}", 'Expecting property name enclosed in double quotes', 1],
    ['[1,]', 'Expecting value', 3],
    ['[1 2]', "Expecting ',' delimiter", 3],
    ['{} x', 'Extra data', 3],
    ['01', 'Extra data', 1],
    ['-', 'Expecting value', 0],
    ['"a', 'Unterminated string starting at', 0],
    ['"a\n"', 'Invalid control character at', 2],
    ['"\\x"', 'Invalid \\escape', 1],
    ['"\\u12"', 'Invalid \\uXXXX escape', 2],
    ['"\\u00e9', 'Invalid \\uXXXX escape', 2],
    ['tru', 'Expecting value', 0],
    ['["🧠" 1]', "Expecting ',' delimiter", 5],
  ])('names what is wrong with %j as Python does', (text, message, position) => {
    expect(problem(text)).toEqual([message, position]);
  });

  it('tells integers from floats, of any size', () => {
    expect(readJsonText('[1, -0, 18446744073709551616, 1.0, 1e3, -0.0, 1e400]')).toEqual([
      1n,
      0n,
      18446744073709551616n,
      1,
      1000,
      -0,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('takes NaN, refuses longer integers and deeper nesting than Python', () => {
    expect(readJsonText('[NaN, -Infinity]')).toEqual([Number.NaN, Number.NEGATIVE_INFINITY]);
    expect(() => readJsonText('1'.repeat(4301))).toThrow(PythonError);
    expect(readJsonText('1'.repeat(4300))).toBe(BigInt('1'.repeat(4300)));
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => readJsonText(nested(deepestJson + 1))).toThrow(PythonError);
    expect(readJsonText(nested(deepestJson))).toHaveLength(1);
  });

  it('finds the encoding by the mark or by the zero bytes', () => {
    const text = '{"é":"🧠"}';
    for (const encoding of ['utf16le', 'utf8'] as const) {
      for (const mark of ['', '\ufeff']) {
        const bytes = Buffer.from(mark + text, encoding);
        expect(readJson(new Uint8Array(bytes))).toEqual(new Map([['é', '🧠']]));
      }
    }
  });

  it('passes halves of surrogate pairs, and no other broken UTF-8', () => {
    const quoted = (...bytes: number[]) => Uint8Array.from([0x22, ...bytes, 0x22]);
    expect(readJson(quoted(0xed, 0xa0, 0x80))).toBe('\ud800');
    expect(() => readJson(quoted(0xff))).toThrow(PythonError);
    expect(() => readJson(quoted(0xc3))).toThrow(PythonError);
  });

  it('keeps the place of the first of equal keys and the value of the last', () => {
    expect(writeJson(readJsonText('{"a":1,"b":2,"a":3}'), answerStyle)).toBe('{"a":3,"b":2}');
  });

  it('reads what was written, in both styles', () => {
    fc.assert(
      fc.property(fc.json({ depthSize: 'medium' }), (text) => {
        const value = readJsonText(text);
        for (const style of [answerStyle, requestStyle]) {
          expect(readJsonText(writeJson(value, style))).toEqual(value);
        }
      }),
    );
  });
});

describe('writeJson', () => {
  it.each([
    [1e-7, '1e-07'],
    [1e21, '1e+21'],
    [1e16, '1e+16'],
    [123456789012345.6, '123456789012345.6'],
    [2, '2.0'],
    [-0, '-0.0'],
    [0.0001, '0.0001'],
    [5e-324, '5e-324'],
    [10n ** 30n, '1000000000000000000000000000000'],
  ])('writes %s as Python does', (value, text) => {
    expect(writeJson(value, answerStyle)).toBe(text);
  });

  it('escapes for DVID what is outside ASCII, and not for clients', () => {
    const value = ['é🧠\u2028\x7f</a>&"\\\n\x01'];
    expect(writeJson(value, answerStyle)).toBe('["é🧠\u2028\x7f</a>&\\"\\\\\\n\\u0001"]');
    expect(writeJson([...value, 1n], requestStyle)).toBe(
      '["\\u00e9\\ud83e\\udde0\\u2028\x7f</a>&\\"\\\\\\n\\u0001", 1]',
    );
  });

  it('refuses what is no number', () => {
    expect(() => writeJson([Number.NaN], answerStyle)).toThrow(PythonError);
  });
});
