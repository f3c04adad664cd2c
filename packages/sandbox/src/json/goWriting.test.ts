import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFloat, isInt64, isUint64, parseInt64, parseUint } from './goNumbers.js';
import { goQuote } from './goQuote.js';
import { quoteJson } from './goString.js';

describe('quoteJson', () => {
  test.each([
    ['plain', '"plain"'],
    ['<a href="x">&</a>', '"\\u003ca href=\\"x\\"\\u003e\\u0026\\u003c/a\\u003e"'],
    ['\u0000\u0007\b\t\n\f\r\u001f', '"\\u0000\\u0007\\b\\t\\n\\f\\r\\u001f"'],
    ['\u2028|\u2029|\u007f', '"\\u2028|\\u2029|\u007f"'],
    ['é 🧠', '"é 🧠"'],
    ['\ud800x', '"\ufffdx"'],
  ])('%j', (text, quoted) => {
    expect(quoteJson(text)).toBe(quoted);
  });
});

describe('goQuote', () => {
  test.each([
    ['abc', '"abc"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\u0000\u0007\b\t\n\v\f\r\u001f\u007f', '"\\x00\\a\\b\\t\\n\\v\\f\\r\\x1f\\x7f"'],
    ['é 神 🧠', '"é 神 🧠"'],
    ['\u00a0\u200b\ufeff', '"\\u00a0\\u200b\\ufeff"'],
    ['\udcff', '"\\xff"'],
  ])('%j', (text, quoted) => {
    expect(goQuote(text)).toBe(quoted);
  });
});

describe('numbers', () => {
  test('the ranges of 64 bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }), (value) => {
        expect(isUint64(String(value))).toBe(value >= 0n && value < 2n ** 64n);
        expect(isInt64(String(value))).toBe(value >= -(2n ** 63n) && value < 2n ** 63n);
      }),
    );
  });

  test.each([
    ['abc', 'strconv.ParseUint: parsing "abc": invalid syntax'],
    ['', 'strconv.ParseUint: parsing "": invalid syntax'],
    ['-1', 'strconv.ParseUint: parsing "-1": invalid syntax'],
    [
      '18446744073709551616',
      'strconv.ParseUint: parsing "18446744073709551616": value out of range',
    ],
  ])('parseUint of %j', (text, error) => {
    expect(parseUint(text)).toEqual({ error });
  });

  test('leading zeros and a sign', () => {
    expect(parseUint('007')).toEqual({ value: '7' });
    expect(parseInt64('+007')).toEqual({ value: '7' });
    expect(parseInt64('-0')).toEqual({ value: '0' });
  });

  test.each([
    [-0, '-0'],
    [1e20, '100000000000000000000'],
    [1e21, '1e+21'],
    [1e-6, '0.000001'],
    [1e-7, '1e-7'],
    [5e-324, '5e-324'],
    [2 ** 64, '18446744073709552000'],
  ])('formatFloat of %d', (value, text) => {
    expect(formatFloat(value)).toBe(text);
  });
});
