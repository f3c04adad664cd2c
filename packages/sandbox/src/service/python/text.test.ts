import { describe, expect, it } from 'vitest';
import { parseFloatText, parseInteger } from './numbers.js';
import { compareText, repr, reprBytes, str } from './text.js';
import { PythonError, type PythonValue } from './values.js';

describe('repr', () => {
  it.each<[PythonValue, string]>([
    [null, 'None'],
    [true, 'True'],
    [12n, '12'],
    [1e3, '1000.0'],
    ["it's", '"it\'s"'],
    ['it\'s "so"', "'it\\'s \"so\"'"],
    ['a\\\n\té\u2028\x7f', "'a\\\\\\n\\té\\u2028\\x7f'"],
    [[1n, 'x', []], "[1, 'x', []]"],
    [new Map<string, PythonValue>([['a', null]]), "{'a': None}"],
  ])('prints %s', (value, text) => expect(repr(value)).toBe(text));

  it('leaves text as it is for str', () => expect(str("it's")).toBe("it's"));

  it.each([
    ['plain\n', "b'plain\\n'"],
    ["it's", 'b"it\'s"'],
    ['\'"', "b'\\'\"'"],
    ['é\0\\', "b'\\xc3\\xa9\\x00\\\\'"],
  ])('prints the bytes of %j', (text, printed) => {
    expect(reprBytes(new TextEncoder().encode(text))).toBe(printed);
  });
});

describe('parseInteger', () => {
  it.each([
    ['5', 5n],
    [' +5\t', 5n],
    ['1_000', 1000n],
    ['-0', 0n],
    ['٣٤', 34n],
    ['𝟗', 9n],
    ['007', 7n],
  ])('takes %j', (text, value) => expect(parseInteger(text)).toBe(value));

  it.each(['', ' ', '1__0', '_1', '1_', '0x1', '1.0', '1e3', '- 1', '1\x1c', '1'.repeat(4301)])(
    'refuses %j',
    (text) => expect(() => parseInteger(text)).toThrow(PythonError),
  );

  it('is not slowed down by blanks', () => {
    expect(() => parseInteger(`1${' '.repeat(500_000)}x`)).toThrow(PythonError);
  });
});

describe('parseFloatText', () => {
  it.each([
    ['1_0.5_0', 10.5],
    ['.5', 0.5],
    ['5.', 5],
    [' inf ', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['٣.٥', 3.5],
  ])('takes %j', (text, value) => expect(parseFloatText(text)).toBe(value));

  it.each(['', '.', '1e', '1__0', '0x1', 'infi'])('refuses %j', (text) => {
    expect(() => parseFloatText(text)).toThrow(PythonError);
  });
});

describe('compareText', () => {
  it('orders by code point', () => {
    const texts = ['a', '\u{10000}', '\uffff', 'B', 'aa', ''];
    expect(texts.sort(compareText)).toEqual(['', 'B', 'a', 'aa', '\uffff', '\u{10000}']);
  });
});
