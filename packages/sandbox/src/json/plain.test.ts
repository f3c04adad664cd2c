import { describe, expect, test } from 'vitest';
import { parseJson } from './parseJson.js';
import { fromPlain, toPlain } from './plain.js';
import { writeJson } from './writeJson.js';

describe('fromPlain', () => {
  test('takes what JSON can hold, and bigints', () => {
    const value = { id: 18446744073709551615n, list: [1, 'a', null, true], left: undefined };
    expect(writeJson(fromPlain(value))).toBe(
      '{"id":18446744073709551615,"list":[1,"a",null,true]}',
    );
  });

  test('refuses a whole number that has been rounded, and says where', () => {
    expect(() => fromPlain({ a: [{ 'x/y': 2 ** 53 }] })).toThrow(
      /^\/a\/0\/x~1y is a whole number beyond 2\^53/,
    );
    expect(writeJson(fromPlain([2 ** 53 - 1, 1e300]))).toBe('[9007199254740991,1e+300]');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol('s'), new Date(), new Map()])(
    'refuses %s',
    (value) => {
      expect(() => fromPlain({ a: value })).toThrow(/^\/a is/);
    },
  );
});

describe('toPlain', () => {
  test('makes an integer a number where that is exact, and else a bigint', () => {
    expect(
      toPlain(parseJson('[9007199254740991, 9007199254740993, -9007199254740993, 1.5, 1e3]')),
    ).toEqual([9007199254740991, 9007199254740993n, -9007199254740993n, 1.5, 1000]);
  });

  test('keeps a key named __proto__ as a key', () => {
    const plain = toPlain(parseJson('{"__proto__": {"polluted": 1}}'));
    expect(Object.keys(plain as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
